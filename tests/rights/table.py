"""The reviewed table of rights (`tests/agreements/rights/*.toml`): who may open, send and do what.

A cell's answer is `allowed` (or `sees`, where a row has a marker that is looked for in the page; or `does`, where it names
what changes) or why not: the code of a refusal, `sign_in`, `no_such_method`. Lines are read from the top; the
first whose names fit an actor decides: `"district.leader delegate.*: allowed"`; `others` fits everybody.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "agreements" / "rights"
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Line:
    """Who is meant, and the answer they get."""

    who: tuple[str, ...]
    answer: str

    def fits(self, actor: str) -> bool:
        """Whether the line speaks of this actor."""
        return any(name == "others" or fnmatchcase(actor, name) for name in self.who)


@dataclass(frozen=True)
class Row:
    """The answers of one route and method, or of one act in one state; `url`, `query` and `body` say how to ask.

    Where there is a `marker`, `sees` means that the answer holds it; where there is what it `changes` (model, `$object`,
    field), `does` means that it did.
    """

    name: str
    case: str
    lines: tuple[Line, ...]
    url: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    marker: str = ""
    changes: str = ""

    def expected(self, actor: str) -> str:
        """The answer for this actor; LookupError where no line speaks of them."""
        for line in self.lines:
            if line.fits(actor):
                return line.answer
        raise LookupError(f"{self.name} {self.case}: no line for {actor}; end it with an `others:` line")


@cache
def sets() -> Mapping[str, tuple[str, ...]]:
    """The named sets of actors."""
    told = _read("sets.toml")["sets"]
    return {name: tuple(words.split()) for name, words in told.items()}


@cache
def rights_refusals() -> frozenset[str]:
    """The codes by which somebody is refused for who they are; any other refusal means: they might, if it were right."""
    return frozenset(str(_read("sets.toml")["refusals"]["rights"]).split())


@cache
def all_refusals() -> frozenset[str]:
    """These, and those that hold back one of two, or whoever was given something: what the drill deletes."""
    return rights_refusals() | frozenset(str(_read("sets.toml")["refusals"]["beside"]).split())


def routes() -> tuple[Row, ...]:
    """Every row about an address: name, method and case as in `routes_*.toml`."""
    found = []
    for path in sorted(FOLDER.glob("routes_*.toml")):
        for name, told in _read(path.name).items():
            url, query, body = (dict(told.get(part, {})) for part in ("url", "query", "body"))
            for method in METHODS:
                if method in told:
                    marker = str(told.get("marker", ""))
                    changes = str(told.get("changes", ""))
                    found.append(Row(name, method, lines(told[method]), url, query, body, marker, changes))
    return tuple(found)


def acts() -> tuple[Row, ...]:
    """Every row about an act on a dossier: event, state (or the name of a prepared case)."""
    return _two_levels("acts.toml")


def settings() -> tuple[Row, ...]:
    """Every row about an act that changes the organisation."""
    return _two_levels("settings.toml")


def told_elsewhere() -> Mapping[str, Mapping[str, str]]:
    """Acts and commands whose rights other tests try: what it is -> the file of those tests (or why it needs none)."""
    return _read("elsewhere.toml")


def _two_levels(name: str) -> tuple[Row, ...]:
    """Rows by name and case; several cases with the same lines stand together: `"signed / issued" = […]`."""
    first = _read(name).get("first", {}).get("lines", [])
    return tuple(
        Row(what, case.strip(), lines([*first, *told]))
        for what, cases in _read(name).items()
        if what != "first"
        for joined, told in cases.items()
        for case in joined.split(" / ")
    )


def lines(told: Sequence[str]) -> tuple[Line, ...]:
    """`["a b: allowed", …]` with the names of sets replaced by what they hold."""
    found = []
    for text in told:
        who, _, answer = text.rpartition(":")
        found.append(Line(tuple(_expanded(who.split())), answer.strip()))
    return tuple(found)


def _expanded(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        yield from sets().get(word, (word,))


@cache
def _read(name: str) -> Mapping[str, Mapping]:  # type: ignore[type-arg]
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
