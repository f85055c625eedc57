"""The command line as a shell sees it: its own process, one clear line for an error, one object for `--json`."""

import csv
import gzip
import io
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest

from motcua.doors.cli.registry import COMMANDS

PROGRAM = Path(sys.executable).parent / "motcua"
BROKEN_LINE = '{"ma_thu_tuc": \n'


def motcua(
    *words: object, data: Path, text: str | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run it in English on a data folder of its own, on SQLite."""
    environment = {**os.environ, "LANG": "en_US.UTF-8", "MOTCUA_DATA": str(data), **more}
    for name in ("DATABASE_URL", "LC_ALL", "LC_MESSAGES", "DJANGO_SETTINGS_MODULE", "MOTCUA_DEBUG"):
        if name not in more:
            environment.pop(name, None)
    return subprocess.run(
        [str(PROGRAM), *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        input=text,
        start_new_session=True,  # no terminal to ask at, wherever the tests run
        timeout=120,
    )


def one_line(said: subprocess.CompletedProcess[str], status: int = 1) -> str:
    """The one line of an error, after making sure that it is one and no traceback."""
    assert said.returncode == status, said.stderr
    assert said.stderr.count("\n") == 1, said.stderr
    assert said.stderr.startswith("motcua: ")
    return said.stderr


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """A data folder with the sample province."""
    data = shutil.copytree(migrated, tmp_path_factory.mktemp("province") / "data")
    assert motcua("establish", data=data).returncode == 0
    return data


def test_without_words_it_lists_every_command_and_makes_nothing(tmp_path: Path) -> None:
    said = motcua(data=tmp_path / "new")
    assert said.returncode == 0
    assert all(f"  {name} " in said.stdout for name in COMMANDS)
    assert not (tmp_path / "new").exists()


def test_the_help_is_vietnamese_where_the_shell_does_not_say_english(tmp_path: Path) -> None:
    assert "Cách dùng" in motcua(data=tmp_path, LANG="C.UTF-8").stdout


@pytest.mark.parametrize(
    "words", [["verify"], ["report", "on-time"], ["tick"], ["serve"], ["publish", "1.0"]]
)
def test_a_missing_database_is_said_and_no_folder_made(words: list[str], tmp_path: Path) -> None:
    said = one_line(motcua(*words, data=tmp_path / "none"))
    assert "run motcua demo or motcua migrate" in said
    if words != ["serve"]:
        assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "status", "named"),
    [
        (["fly"], 2, "no command “fly”"),
        (["due"], 2, "FILE.csv"),
        (["due", "nowhere.csv"], 1, "nowhere.csv"),
        (["import", "units", "nowhere.csv"], 1, "nowhere.csv"),
        (["--data"], 2, "--data"),
        (["verify", "--loud"], 2, "--loud"),
    ],
)
def test_bad_words_are_one_line(words: list[str], status: int, named: str, tmp_path: Path) -> None:
    assert named in one_line(motcua(*words, data=tmp_path), status)


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one_line(motcua("migrate", data=tmp_path / "file"))


def test_data_is_taken_before_and_after_the_command(empty: Path, tmp_path: Path) -> None:
    for words in (["--data", empty, "verify"], ["verify", "--data", empty]):
        assert motcua(*words, data=tmp_path / "z").returncode == 0
    assert not (tmp_path / "z").exists()


def rows(said: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said.stdout)))


def test_due_needs_no_database_and_keeps_rows_as_they_are(tmp_path: Path) -> None:
    text = "id,start,amount,unit\na,2025-04-25 09:00,1,working_day\nb,2025-04-29T16:30,2,working_hour\n"
    said = motcua("due", "-", data=tmp_path / "none", text=text)
    assert said.returncode == 0
    assert [row["due"] for row in rows(said)] == ["2025-04-26 17:00", "2025-05-05T08:30"]
    assert [row["id"] for row in rows(said)] == ["a", "b"]
    assert not (tmp_path / "none").exists()


def test_a_bad_row_keeps_its_place_and_names_its_line(tmp_path: Path) -> None:
    text = "start,amount,unit\nsoon,1,working_day\n2026-03-02 09:00,0,working_day\n2026-03-02 09:00,1,week\n"
    said = motcua(
        "due", "-", data=tmp_path, text=text + "2026-03-02 09:00,nan,working_day\n2026-03-02 09:00\n,,\n"
    )
    assert said.returncode == 1
    assert [row["due"] for row in rows(said)] == [""] * 6
    assert [line.split(":")[0] for line in said.stderr.splitlines()] == [f"line {n}" for n in range(2, 8)]


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    assert "amount, unit" in one_line(motcua("due", "-", data=tmp_path, text="start\n2026-01-01\n"))


def test_due_beyond_the_decreed_years_says_provisional(tmp_path: Path) -> None:
    said = motcua("due", "-", data=tmp_path, text="start,amount,unit\n2026-12-31 09:00,3,working_day\n")
    assert said.returncode == 0
    assert "provisional" in said.stderr


def test_importing_twice_changes_nothing_and_a_broken_line_is_told(empty: Path, root: Path) -> None:
    units = root / "src/motcua/samples/units_2018.csv"
    first = json.loads(motcua("import", "units", units, "--json", data=empty).stdout)
    assert (first["read"], first["created"]) == (201, 201)
    again = json.loads(motcua("import", "units", units, "--json", data=empty).stdout)
    assert (again["created"], again["unchanged"]) == (0, 201)
    broken = empty / "broken.jsonl"
    broken.write_text(BROKEN_LINE)
    said = motcua("import", "procedures", broken, "--json", data=empty)
    assert said.returncode == 1
    told = json.loads(said.stdout)
    assert (told["read"], told["imported"], told["broken"]) == (1, 0, 1)
    assert told["broken_lines"][0]["line"] == 1


def test_the_national_catalogue_is_read_and_twice_changes_nothing(empty: Path, shared: Path) -> None:
    head = empty / "head.jsonl.gz"
    with gzip.open(shared / "data" / "tthc_dvcqg_2026.jsonl.gz") as whole, gzip.open(head, "wb") as part:
        part.writelines(itertools.islice(whole, 100))
    first = json.loads(motcua("import", "procedures", head, "--json", data=empty).stdout)
    assert (first["read"], first["imported"], first["new"], first["broken"]) == (100, 100, 100, 0)
    assert first["flaws"]["long_paper"] > 0
    again = json.loads(motcua("import", "procedures", head, "--json", data=empty).stdout)
    assert (again["imported"], again["new"], again["changed"]) == (100, 0, 0)


def test_the_sample_province_verifies_ticks_and_reports(province: Path) -> None:
    found = json.loads(motcua("verify", "--json", data=province).stdout)
    assert found["journal_ok"] is True
    assert len(found["digest"]) == 64
    assert json.loads(motcua("tick", "--json", data=province).stdout)["total"] == 0
    report = json.loads(motcua("report", "on-time", "--json", data=province).stdout)
    assert (report["finished"], report["rate"]) == (0, None)


def test_one_changed_byte_makes_verify_fail_and_name_the_event(province: Path) -> None:
    file = province / "motcua.sqlite3"
    with pysqlite3.connect(str(file), isolation_level=None) as database:
        database.execute("VACUUM")  # no old copies of a row in unused places
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        stream, seq, body = database.execute(
            "SELECT stream, seq, body FROM journal_event ORDER BY length(body)"
        ).fetchone()
    database.close()
    sound = file.read_bytes()
    assert sound.count(body) == 1
    place = sound.index(body) + len(body) // 2
    try:
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        said = motcua("verify", "--json", data=province)
        assert said.returncode == 1
        bad = json.loads(said.stdout)
        assert bad["journal_ok"] is False
        assert (bad["first_bad"]["stream"], bad["first_bad"]["seq"]) == (stream, seq)
        assert f"{stream} #{seq}" in one_line(motcua("verify", data=province))
    finally:
        file.write_bytes(sound)


def test_a_second_establishing_is_refused_in_words(province: Path) -> None:
    assert "already_established" not in one_line(motcua("establish", data=province))


def test_an_unknown_officer_or_unit_is_one_line(province: Path) -> None:
    named = ("--decision", "1/QĐ", "--by", "nobody", "--stdin")
    said = motcua("publish", "2.000", *named, data=province, text="một câu dài khó đoán\n")
    assert "wrong name or password" in one_line(said)
    assert "XX" in one_line(motcua("report", "on-time", "--unit", "XX", data=province))
    assert "2.000" in one_line(motcua("publish", "2.000", "--decision", "1/QĐ", data=province))


def test_nobody_in_particular_publishes_every_sample(province: Path) -> None:
    told = one_line(motcua("publish", "--all-samples", "--by", "nobody", data=province), status=2)
    assert "--all-samples" in told


def test_publishing_all_samples_twice_publishes_once(province: Path) -> None:
    first = json.loads(motcua("publish", "--all-samples", "--json", data=province).stdout)
    assert len(first["published"]) >= 40
    again = json.loads(motcua("publish", "--all-samples", "--json", data=province).stdout)
    assert (again["published"], len(again["unchanged"])) == ([], len(first["published"]))


def test_a_new_calendar_is_decided_once(province: Path, root: Path) -> None:
    file = root / "src/motcua/samples/calendar_2015_2026.csv"
    first = json.loads(motcua("import", "calendar", file, "--json", data=province).stdout)
    assert (first["new"], first["changed"], first["recomputed"]) == (True, 0, 0)
    assert json.loads(motcua("import", "calendar", file, "--json", data=province).stdout)["new"] is False


def test_a_weak_password_is_refused_and_a_good_one_set(province: Path) -> None:
    with pysqlite3.connect(str(province / "motcua.sqlite3")) as database:
        (name,) = database.execute("SELECT username FROM organisation_officer LIMIT 1").fetchone()
    database.close()
    one_line(motcua("password", name, "--stdin", data=province, text="short\n"))
    assert motcua("password", name, "--stdin", data=province, text="một câu dài khó đoán\n").returncode == 0
    for text in ("", "một câu dài khó đoán\n" * 2):
        assert "use --stdin" in one_line(motcua("password", name, data=province, text=text))


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_port_that_is_taken_is_one_line(province: Path, root: Path, taken_port: int) -> None:
    if not (root / "src/motcua/ui/built/motcua/desk.css").exists():
        pytest.skip("the pages' styles are not built: make setup")
    assert str(taken_port) in one_line(motcua("serve", "--port", taken_port, data=province))


def test_an_unforeseen_error_is_one_line_unless_debugging_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "motcua.sqlite3").write_bytes(b"no database at all, only words" * 40)
    one_line(motcua("verify", data=tmp_path))
    assert "Traceback" in motcua("verify", data=tmp_path, MOTCUA_DEBUG="1").stderr
