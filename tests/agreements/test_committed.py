"""What may be committed: our own work only, with no trace of the machine it was made on."""

import re
from pathlib import Path

import pytest

from tests.agreements.sources import ROOT, project_files, texts

MACHINE = re.compile(r"(?<![\w.>$}])/(?:w[o]rk|ho[m]e|ro[o]t|Us[e]rs|t[m]p)/\w")
REGISTRY = re.compile(
    r"(?:python[h]osted|p[y]pi|npm[j]s|jsdel[i]vr|unp[k]g|fonts\.go[o]gleapis)\.(?:org|com|net)"
)
PACKAGED = re.compile(r"\.(?:min\.js|min\.css|woff2?|ttf|otf|eot|wasm|whl|so|jar)$|(?:^|/)node_modules/")


@pytest.mark.parametrize("word", ["cd /ho" + "me/lan/motcua", "/ro" + "ot/x", "see /t" + "mp/x.log"])
def test_a_path_of_some_machine_is_seen(word: str) -> None:
    assert MACHINE.search(word)


@pytest.mark.parametrize(
    "word", ["/desk/work/today", "https://motcua.example/home/x", "${folder}/tmp/x", "/usr/lib/x"]
)
def test_other_paths_are_left_alone(word: str) -> None:
    assert not MACHINE.search(word)


def test_no_path_of_a_machine_is_committed() -> None:
    assert [f"{file}:{number}" for file, number, line in texts() if MACHINE.search(line)] == []


def test_no_address_of_a_registry_is_committed() -> None:
    assert [f"{file}:{number}" for file, number, line in texts() if REGISTRY.search(line)] == []


def test_nothing_made_by_others_is_committed() -> None:
    names = [str(path.relative_to(ROOT)) for path in project_files()]
    assert [name for name in names if PACKAGED.search(name)] == []


def test_every_script_can_be_run() -> None:
    scripts = [*ROOT.glob("tools/*.sh"), Path(ROOT / ".ci" / "run")]
    assert [script.name for script in scripts if not script.stat().st_mode & 0o100] == []
