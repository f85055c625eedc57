"""A log is driven through the real acts: each at its moment, by its worker, nothing dropped, nothing moved."""

import argparse
import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from motcua.doors.cli import replay
from motcua.doors.cli.play.log import BadRow, Case, read_log
from motcua.doors.cli.play.municipality import CODE, Municipality
from motcua.doors.cli.play.replay import Played, Player
from motcua.doors.cli.play.report import replayed
from motcua.dossiers.models import Dossier, Task
from motcua.journal.models import Event
from motcua.organisation import queries as organisation
from motcua.rules.refusal import Refusal
from tests.doors.cli import logs

COSELOG = {
    "dossiers": 1434, "steps": 8577, "finished": 1329, "late": 377, "on_time": 952, "open": 105, "after_end": 180,
    "before_start": 12,
}  # fmt: skip


def played(log: Path) -> tuple[Municipality, Played]:
    with transaction.atomic():
        place = Municipality()
    player = Player(place)
    list(player.play(read_log(log)))
    return place, player.played


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xes"])
def test_both_formats_give_the_numbers_of_the_log(kind: str, tmp_path: Path) -> None:
    log = (logs.write_csv if kind == "csv" else logs.write_xes)(tmp_path / f"small.{kind}.gz")
    place, told = played(log)
    assert replayed(place.unit) == logs.EXPECTED
    assert (told.bad, told.end_before_start) == ([], ["case-30"])


@pytest.mark.django_db
def test_a_second_replay_adds_nothing_whatever_the_format(tmp_path: Path) -> None:
    place, _ = played(logs.write_csv(tmp_path / "small.csv.gz"))
    before = (Event.objects.count(), Task.objects.count())
    for log in (tmp_path / "small.csv.gz", logs.write_xes(tmp_path / "small.xes.gz")):
        _, again = played(log)
        assert (again.acts, Event.objects.count(), Task.objects.count()) == (0, *before)
        assert replayed(place.unit) == logs.EXPECTED


@pytest.mark.django_db
def test_every_step_stands_at_its_logged_moment_under_its_logged_worker(tmp_path: Path) -> None:
    log = logs.write_csv(tmp_path / "small.csv.gz")
    played(log)
    logged = {
        (case.name, event.name, event.worker, event.at)
        for case in read_log(log)
        if isinstance(case, Case)
        for event in case.events
    }
    steps = Task.objects.filter(kind__in=("recorded", "late_step"))
    kept = steps.values_list("dossier__matter", "name", "closed_by__full_name", "opened_at")
    assert set(kept) == logged
    assert len(kept) == len(logged)


@pytest.mark.django_db
def test_start_deadline_and_end_are_those_of_the_log(tmp_path: Path) -> None:
    log = logs.write_csv(tmp_path / "small.csv.gz")
    played(log)
    for case in read_log(log):
        assert isinstance(case, Case)
        dossier = Dossier.objects.get(matter=case.name)
        assert dossier.received_at == case.start
        assert dossier.finished_at == (case.end and max(case.end, case.start))
        assert case.deadline is None or dossier.due_at == case.deadline
        assert case.deadline or (dossier.due_at and dossier.due_at > case.start + timedelta(days=50))


@pytest.mark.django_db
def test_a_longer_log_adds_only_what_is_new(tmp_path: Path) -> None:
    place, _ = played(logs.write_csv(tmp_path / "short.csv.gz", logs.CASES[:25]))
    changed = [*logs.CASES[:24], logs.Logged("case-25", [1, 9, 90], end=99), *logs.CASES[25:]]
    _, told = played(logs.write_csv(tmp_path / "long.csv.gz", changed))
    assert replayed(place.unit) == {**logs.EXPECTED, "finished": 28, "on_time": 24, "open": 2, "steps": 82}
    assert told.bad == []


@pytest.mark.django_db
def test_bad_rows_are_named_by_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = logs.Logged("case-1", [1, 2, 3]).told()
    rows = [*good[:2], {**good[2], "time:timestamp": "soon"}, *logs.Logged("case-2", [1]).told()]
    rows[3]["case:startdate"] = ""
    rows += [{**row, "time:timestamp": "2011-05-05 12:00:00"} for row in logs.Logged("case-3", [1]).told()]
    path = tmp_path / "bad.csv"
    text = [",".join(logs.COLUMNS), *(",".join(row[name] for name in logs.COLUMNS) for row in rows)]
    path.write_text("\n".join(text), encoding="utf-8")
    place, told = played(path)
    assert [(row.line, row.code) for row in told.bad] == [
        (4, "bad_time"), (5, "no_start"), (6, "time_without_zone"),
    ]  # fmt: skip
    assert {"dossiers": 2, "steps": 2}.items() <= replayed(place.unit).items()


@pytest.mark.parametrize(
    "spoilt", ["cut.csv.gz", "cut.xes.gz", "odd.txt", "none.csv", "other.csv", "not.csv.gz"]
)
def test_a_file_that_is_no_log_is_refused_in_one_word(spoilt: str, tmp_path: Path) -> None:
    path = tmp_path / spoilt
    if spoilt.startswith("cut"):
        write = logs.write_csv if "csv" in spoilt else logs.write_xes
        path.write_bytes(write(tmp_path / f"whole-{spoilt}").read_bytes()[:-40])
    elif spoilt != "none.csv":
        path.write_text("a,b\n1,2\n")
    with pytest.raises(Refusal) as told:
        list(read_log(path))
    expected = {"none.csv": "file_not_found", "other.csv": "unknown_columns"}
    assert told.value.code == expected.get(spoilt, "file_not_readable")


def test_broken_xml_gives_what_came_before_the_break(tmp_path: Path) -> None:
    whole = gzip.decompress(logs.write_xes(tmp_path / "a.xes.gz").read_bytes()).decode()
    (tmp_path / "b.xes").write_text(
        whole.replace("</trace>\n<trace>", "</trace>\n<trace", 1), encoding="utf-8"
    )
    found: list[Case | BadRow] = []
    with pytest.raises(Refusal, match="file_not_readable"):
        found.extend(read_log(tmp_path / "b.xes"))
    whole_cases = list(read_log(tmp_path / "a.xes.gz"))
    assert len(whole_cases) == 30


@pytest.mark.django_db
def test_the_logs_unit_never_shows_among_todays(tmp_path: Path) -> None:
    place, _ = played(logs.write_csv(tmp_path / "small.csv.gz", logs.CASES[:1]))
    assert place.unit.code == CODE
    today = logs.NOON.replace(year=2026)
    assert place.unit.pk not in organisation.units_in_force(today).values_list("pk", flat=True)
    with pytest.raises(Refusal):
        organisation.province(today)


@pytest.mark.django_db
def test_the_command_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = logs.write_csv(tmp_path / "small.csv.gz")
    assert replay.run(argparse.Namespace(log=log, json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert {**logs.EXPECTED, "journal_ok": True, "end_before_start": 1, "bad_rows": 0}.items() <= told.items()


@pytest.mark.drill
@pytest.mark.django_db
def test_the_whole_log_of_the_municipality_gives_the_known_numbers(shared: Path) -> None:
    place, told = played(shared / "data" / "receipt_coselog.csv.gz")
    assert replayed(place.unit) == COSELOG
    assert told.bad == []


@pytest.mark.parametrize("kind", ["csv", "xes"])
def test_the_whole_log_is_read_alike_from_both_files(kind: str, shared: Path) -> None:
    cases = [one for one in read_log(shared / "data" / f"receipt_coselog.{kind}.gz") if isinstance(one, Case)]
    events = [event for case in cases for event in case.events]
    assert (len(cases), len(events)) == (1434, 8577)
    outside = [
        (case.end is not None and event.at > case.end, event.at < case.start)
        for case in cases
        for event in case.events
    ]
    assert [sum(one) for one in zip(*outside, strict=True)] == [180, 12]
