"""What the source never does, read from its trees: the dangerous ways are absent, or named here with their reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agreements.sources import PACKAGE, modules, project_files, tree

CHANCE = {
    "doors/cli/play": "the demo's life is repeatable by its seed",
    "organisation/actions/recruit.py": "invented staff of the sample province, repeatable by its seed",
}
OUTSIDE = {
    "gateways/": "the only floor that speaks to other systems; addresses come from settings",
    "doors/cli/serve.py": "listens",
    "doors/cli/identity_provider.py": "tries whether a port of this machine is free",
    "doors/cli/witness.py": "runs on another machine and asks the one address it was given",
}
SENDERS = {
    "socket",
    "ssl",
    "smtplib",
    "ftplib",
    "http.client",
    "urllib.request",
    "requests",
    "httpx",
    "aiohttp",
    "telnetlib",
}
RUNNERS = {"pickle", "marshal", "shelve", "dill", "subprocess", "pty", "ctypes", "code"}
STARTERS = {
    "doors/cli/identity_provider.py": "the demo starts our own simulated provider, with words of ours"
}
READERS_OF_XML = {
    "doors/cli/play/xes.py": "an operator's own event log, read without entities",
    "gateways/intake/office.py": "refuses document types, so there are no entities",
}
SAFE_MARKS = {"ui/time_states.py": "our own constants"}


def source() -> tuple[Path, ...]:
    """Our modules."""
    return modules("src/motcua")


def inside(path: Path) -> str:
    """Its place in the package."""
    return path.relative_to(PACKAGE).as_posix()


def imported(module: ast.Module) -> Iterator[str]:
    """Every module a module imports, by its full name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def who_imports(names: set[str], but: dict[str, str]) -> list[str]:
    """Modules that import one of the names, but for those with a reason."""
    return [
        f"{inside(path)}: {name}"
        for path in source()
        for name in imported(tree(path))
        if any(name == each or name.startswith(f"{each}.") for each in names)
        and not inside(path).startswith(tuple(but))
    ]


def called(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the words it is called by."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def run_as_code(module: ast.Module) -> list[str]:
    """Calls that run text as code, load objects from bytes, or start programs through a shell."""
    wrong = {"eval", "exec", "os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load", "pickle.loads"}
    found = [name for name, _ in called(module) if name in wrong]
    for name, call in called(module):
        words = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        if words.get("shell") == "True" or (name == "yaml.load" and "Safe" not in words.get("Loader", "")):
            found.append(name)
    return found


def sql_with_values(module: ast.Module) -> list[str]:
    """Statements into which something but a constant of ours is written instead of a place for a value."""
    found = []
    for name, call in called(module):
        if name.endswith((".raw", ".extra")) or name.split(".")[-1] in {"RawSQL"}:
            found.append(name)
        if not name.endswith((".execute", ".executemany")) or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.BinOp):
            found.append(ast.unparse(first))
        if isinstance(first, ast.JoinedStr):
            values = [part.value for part in first.values if isinstance(part, ast.FormattedValue)]
            found += [ast.unparse(each) for each in values if not ast.unparse(each).isupper()]
    return found


@pytest.mark.parametrize("text", ["eval(x)", "exec(x)", "os.system(x)", "f(x, shell=True)", "yaml.load(x)"])
def test_code_run_from_text_is_seen(text: str) -> None:
    assert run_as_code(ast.parse(text))


def test_no_text_is_run_as_code() -> None:
    assert {inside(path): run_as_code(tree(path)) for path in source() if run_as_code(tree(path))} == {}


def test_no_program_is_started_and_no_object_is_read_from_bytes() -> None:
    assert who_imports(RUNNERS, STARTERS) == []


@pytest.mark.parametrize(
    "text", ["c.execute(f'SELECT {name}')", "c.execute('a' + b)", "X.objects.raw(q)", "RawSQL(q)"]
)
def test_a_value_written_into_sql_is_seen(text: str) -> None:
    assert sql_with_values(ast.parse(text))


def test_sql_takes_values_in_places_only() -> None:
    allowed = {
        "doors/cli/checks/stored.py": ["name"],  # settings of PostgreSQL, listed beside it
        "journal/stored.py": ["columns", "columns"],  # of the model, joined beside it
    }
    found = {inside(path): wrong for path in source() if (wrong := sql_with_values(tree(path)))}
    assert {name: wrong for name, wrong in found.items() if allowed.get(name) != wrong} == {}


def test_chance_that_protects_comes_from_the_system() -> None:
    assert who_imports({"random", "numpy.random"}, CHANCE) == []


def test_only_the_floor_of_gateways_speaks_to_others() -> None:
    assert who_imports(SENDERS, OUTSIDE) == []


def test_xml_of_others_is_read_without_entities() -> None:
    assert who_imports({"xml", "lxml", "xmltodict"}, READERS_OF_XML) == []
    assert (
        "feature_external_ges" not in (PACKAGE / "doors/cli/play/xes.py").read_text()
        or "False" in (PACKAGE / "doors/cli/play/xes.py").read_text()
    )


def test_no_weak_hash_is_used() -> None:
    weak = re.compile(r"\b(?:md5|sha1|MD5|SHA1|DES|ARC4|RC4|ECB)\b")
    found = [
        f"{inside(path)}: {line.strip()}"
        for path in source()
        for line in path.read_text().splitlines()
        if weak.search(line)
    ]
    assert [line for line in found if "not " not in line.lower()] == []


def test_nothing_is_marked_safe_but_constants_of_ours() -> None:
    marks = [
        inside(path)
        for path in source()
        for name, _ in called(tree(path))
        if name.split(".")[-1] == "mark_safe"
    ]
    assert sorted(set(marks)) == sorted(SAFE_MARKS)


def test_no_template_lifts_escaping_or_holds_a_script() -> None:
    wrong = re.compile(  # a block of JSON is data: no browser runs it
        r"\|\s*safe\b|safeseq|autoescape off"
        r"|<script(?![^>]*\s(?:src=|type=\"application/json\"))|<style|\sstyle=|\son[a-z]+=\""
    )
    pages = [path for path in project_files() if path.suffix == ".html" and PACKAGE in path.parents]
    assert len(pages) > 20
    assert [inside(path) for path in pages if wrong.search(path.read_text())] == []


def test_no_form_fills_a_whole_row_and_no_template_is_made_of_text() -> None:
    names = {"ModelForm", "modelform_factory", "Template", "from_string"}
    found = [
        f"{inside(path)}: {name}"
        for path in source()
        for name, _ in called(tree(path))
        if name.split(".")[-1] in names
    ]
    bases = [inside(path) for path in source() if "ModelForm" in path.read_text()]
    assert found + bases == []


def test_no_view_lifts_the_token_of_forms() -> None:
    assert [inside(path) for path in source() if "csrf_exempt" in path.read_text()] == []


def test_scripts_write_text_only_and_talk_to_nobody() -> None:
    wrong = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|localStorage|fetch\(|XMLHttpRequest|WebSocket|https?://(?!www\.w3\.org)"
    )
    scripts = [path for path in project_files() if path.suffix == ".js" and PACKAGE in path.parents]
    assert scripts
    assert [
        f"{inside(path)}: {found[0]}" for path in scripts if (found := wrong.search(path.read_text()))
    ] == []


def test_nothing_speaks_graphql_websocket_saml_ldap_or_memcache() -> None:
    others = {
        "graphene",
        "strawberry",
        "ariadne",
        "websockets",
        "channels",
        "ldap",
        "ldap3",
        "saml2",
        "onelogin",
        "pymemcache",
        "pylibmc",
        "jinja2",
    }
    assert who_imports(others, {}) == []


def test_no_page_keeps_in_the_browser_what_was_typed() -> None:
    pages = [path for path in project_files() if path.suffix == ".html" and PACKAGE in path.parents]
    assert [inside(path) for path in pages if "data-keep" in path.read_text()] == []
