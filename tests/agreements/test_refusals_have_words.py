"""Every refusal the rooms can raise has its words in both languages."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.ui.refusals import WORDS

SOURCE = Path(__file__).resolve().parent.parent.parent / "src"


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Code and names of params of every `Refusal("…", …)` written in the source; a choice of codes gives each."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and ast.unparse(node.func).endswith("Refusal")):
                continue
            params = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            first = node.args[0]
            choices = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            for choice in choices:
                if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                    yield choice.value, params


CODES = sorted({code for code, _ in raised()})


def test_codes_are_found_at_all() -> None:
    assert "wrong_state" in CODES


@pytest.mark.parametrize("code", CODES)
def test_a_code_raised_in_the_source_has_words(code: str) -> None:
    assert code in WORDS, f"write words for {code} in src/motcua/ui/refusal_words/"


@pytest.mark.parametrize("code", sorted(WORDS))
def test_words_come_in_both_languages_and_three_full_sentences(code: str) -> None:
    assert set(WORDS[code]) == {"vi", "en"}
    for sentences in WORDS[code].values():
        assert len(sentences) == 3
        assert all(sentence.endswith((".", "}")) for sentence in sentences)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_name_the_same_values(code: str) -> None:
    def named(language: str) -> set[str]:
        text = " ".join(WORDS[code][language])
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert named("vi") == named("en")
