"""What all tests share: where real data, a browser and scratch folders are; which tests run where.

The environment decides the database: SQLite, or PostgreSQL where `DATABASE_URL` names one
(`tools/with_postgres.py` makes one and sets it). Nothing here reads a clock.
"""

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import override_settings
from playwright.sync_api import sync_playwright

from motcua.gateways.pace import counting

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEPT_BY = (
    "motcua.journal.migrations.0002_append_only",
    "motcua.journal.migrations.0004_log_append_only",
    "motcua.privacy.migrations.0002_append_only",
    "motcua.catalogue.migrations.0002_published_fixed",
)
"""The migrations whose triggers refuse to change or delete rows."""
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "client"}
MAY_BE_SKIPPED = {"drill", "shared"}
"""Marks of tests that may be skipped even where CI is set: long by choice, or data kept elsewhere."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our own options: the tests that touch the database only, the long ones too."""
    parser.addoption("--only-database", action="store_true", help="only tests that touch the database")
    parser.addoption("--drill", action="store_true", help="also the long tests")


def touches_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes the database, by its mark or its fixtures."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark by fixture, leave out what this run was not asked for."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "shared" in fixtures:
            item.add_marker("shared")
        if "chromium_path" in fixtures:
            item.add_marker("browser")
    unwanted = [
        item
        for item in items
        if (config.getoption("only_database") and not touches_database(item))
        or (not config.getoption("drill") and item.get_closest_marker("drill"))
    ]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in set(unwanted)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was skipped and why: a skipped test is a promise not checked."""
    for report in terminalreporter.getreports("skipped"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"NOT CHECKED {report.nodeid}: {reason}", yellow=True, bold=True)
    if os.environ.get("CI") and not_allowed(terminalreporter):
        terminalreporter.write_line("CI is set: a skipped test fails the run", red=True, bold=True)


def not_allowed(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    """Skipped tests that have no leave to be skipped."""
    return [report for report in reporter.getreports("skipped") if MAY_BE_SKIPPED.isdisjoint(report.keywords)]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On the machine that guards the project (`CI` set) a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CI") or reporter is None or exitstatus != pytest.ExitCode.OK:
        return
    skipped = [
        report for report in reporter.getreports("skipped") if MAY_BE_SKIPPED.isdisjoint(report.keywords)
    ]
    if skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository (or where `MOTCUA_SHARED` says)."""
    folder = Path(os.environ.get("MOTCUA_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no real data at {folder}: set MOTCUA_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The program of a Chromium: the machine's own, else the one Playwright installed."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        found = playwright.chromium.executable_path
    if not Path(found).exists():
        pytest.skip("no Chromium: apt-get install chromium, or `.venv/bin/playwright install chromium`")
    return found


@contextmanager
def append_only_lifted() -> Iterator[None]:
    """Let the tables that keep their rows be emptied between tests that commit."""
    kept = [importlib.import_module(name) for name in KEPT_BY]
    with connection.schema_editor() as editor:
        for module in kept:
            for statement in module.SQLITE_UNDO if connection.vendor == "sqlite" else module.POSTGRESQL_UNDO:
                editor.execute(statement)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for module in kept:
                for statement in module.SQLITE if connection.vendor == "sqlite" else module.POSTGRESQL:
                    editor.execute(statement)


def _empty_tables(case: TransactionTestCase) -> None:
    with append_only_lifted():
        _as_django_does(case)


_as_django_does = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
TransactionTestCase._fixture_teardown = _empty_tables  # type: ignore[attr-defined]


@pytest.fixture
def data_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own for every file a test makes the program keep."""
    (tmp_path / "static").mkdir()  # else whitenoise warns that it is missing
    with override_settings(
        DATA=tmp_path, KEYS=tmp_path / "keys", MEDIA_ROOT=tmp_path / "files", STATIC_ROOT=tmp_path / "static"
    ):
        yield tmp_path


@pytest.fixture(autouse=True)
def _keep_files_apart(request: pytest.FixtureRequest) -> None:
    """Tests of rules stay without folders; whoever touches the database gets one."""
    if touches_database(request.node):
        request.getfixturevalue("data_folder")


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    """Look-ups are counted in memory on SQLite: each test begins at none."""
    counting._kept.clear()
