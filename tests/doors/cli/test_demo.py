"""A year of the province is played from a seed: the same one twice, all of it allowed, nothing after its last moment."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from motcua.doors.cli.play.accounts import PASSWORD, accounts, open_accounts
from motcua.doors.cli.play.province import Programme, play, programme_played, set_up
from motcua.doors.cli.play.report import province_numbers
from motcua.doors.cli.play.tips import tips
from motcua.doors.cli.play.world import World
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal.models import Event
from motcua.organisation import queries as organisation
from motcua.organisation.actions.establish import ProvinceKind
from motcua.rules.canonical import moment
from motcua.rules.posts import PostKind

UNTIL = "2026-11-20"


def motcua(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it, on SQLite in a folder of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "motcua.doors.cli.main", *words, "--data", str(data)]
    return subprocess.run(command, env=environment | {"LANG": "en_GB.UTF-8"}, capture_output=True, text=True)


def test_the_same_seed_and_day_give_the_same_journal_and_are_played_once(empty: Path, tmp_path: Path) -> None:
    words = (
        "demo", "--no-serve", "--province", "two-tier", "--dossiers", "20", "--seed", "7", "--until", UNTIL, "--json",
    )  # fmt: skip
    shutil.copytree(empty, tmp_path / "one")
    one, two = motcua(*words, data=tmp_path / "one"), motcua(*words, data=empty)
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    assert one.stdout == two.stdout
    told = json.loads(one.stdout)
    assert {"units": 55, "dossiers": 20, "seed": 7, "journal_ok": True}.items() <= told.items()
    assert "refused" not in one.stderr
    again = motcua("demo", "--no-serve", "--json", data=tmp_path / "one")
    assert (again.stdout, "reusing" in again.stderr) == (one.stdout, True)
    other = motcua("demo", "--no-serve", "--seed", "8", data=tmp_path / "one")
    assert (other.returncode, "--fresh" in other.stderr, other.stdout) == (1, True, "")
    fresh = motcua(
        "demo", "--no-serve", "--seed", "8", "--dossiers", "3", "--until", UNTIL, "--fresh", "--json",
        data=tmp_path / "one",
    )  # fmt: skip
    assert json.loads(fresh.stdout)["dossiers"] == 3
    assert json.loads(fresh.stdout)["digest"] != told["digest"]


def test_data_that_is_no_demo_is_never_touched(empty: Path) -> None:
    assert motcua("establish", "--no-staff", data=empty).returncode == 0
    for words in (("demo", "--no-serve"), ("demo", "--no-serve", "--fresh")):
        refused = motcua(*words, data=empty)
        assert (refused.returncode, "no demo" in refused.stderr) == (1, True)


@pytest.mark.parametrize(
    "words",
    [("--dossiers", "0"), ("--until", "2018-01-01"), ("--province", "two-tier", "--until", "2025-07-02")],
)
def test_what_cannot_be_played_is_said_in_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    refused = motcua("demo", "--no-serve", *words, data=tmp_path)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert not (tmp_path / "motcua.sqlite3").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("province", "desks"), [("three-tier", 201), ("two-tier", 55)])
def test_a_play_is_refused_nothing_and_ends_in_time(province: ProvinceKind, desks: int) -> None:
    programme = Programme(province, 90, 3, date.fromisoformat(UNTIL))
    world = set_up(programme)
    assert organisation.one_stop_units(world.first).count() == desks
    stage = play(programme, world, lambda _: None)
    assert stage.played.refused == Counter()
    assert Dossier.objects.count() == 90
    assert Event.objects.filter(at__gt=moment(world.last)).count() == 0
    assert verify_all().ok
    told = province_numbers(world.last)
    assert told["on_time"] + told["late"] == told["finished"] > 70
    assert programme_played() == (programme, True)
    _check_accounts_and_tips(world)


def _check_accounts_and_tips(world: World) -> None:
    found = accounts(world)
    wanted = {PostKind.RECEIVER, PostKind.HANDLER, PostKind.LEADER, PostKind.ADMINISTRATOR}
    assert wanted <= {one.post for one in found}
    assert authenticate(username=found[0].username, password=PASSWORD) is None
    open_accounts(found)
    assert authenticate(username=found[0].username, password=PASSWORD) is not None
    assert len(tips(world, found)) == 6
