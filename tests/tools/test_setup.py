"""The set-up does each step once, again when its sources change, and refuses with a remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

import machine
import setup

Step = Callable[[], None]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "lock.txt").write_text("django==5.2")
    return tmp_path


@pytest.fixture
def step(project: Path) -> tuple[Step, list[str]]:
    """One step of the set-up, made from `lock.txt` into `made`, and what it did so far."""
    done: list[str] = []

    def work() -> None:
        done.append("worked")
        (project / "made").touch()

    return lambda: setup.once("step", [project / "lock.txt"], project / "made", work), done


def test_a_step_is_done_once(step: tuple[Step, list[str]]) -> None:
    do, done = step
    do()
    do()
    assert done == ["worked"]


def test_a_step_is_done_again_when_its_source_changes(step: tuple[Step, list[str]], project: Path) -> None:
    do, done = step
    do()
    (project / "lock.txt").write_text("django==5.3")
    do()
    assert done == ["worked"] * 2


def test_a_step_is_done_again_when_what_it_made_is_gone(step: tuple[Step, list[str]], project: Path) -> None:
    do, done = step
    do()
    (project / "made").unlink()
    do()
    assert done == ["worked"] * 2


def test_a_step_that_failed_is_tried_again(project: Path) -> None:
    def fail() -> None:
        raise machine.SetUpError("no network")

    for _ in range(2):
        with pytest.raises(machine.SetUpError, match="no network"):
            setup.once("step", [project / "lock.txt"], project / "lock.txt", fail)


def test_without_pip_the_remedy_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "starts", lambda program: False)
    monkeypatch.setattr(machine, "_complaint", lambda command, venv: "No module named pip")
    monkeypatch.setattr(machine, "debian", lambda *packages: False)
    with pytest.raises(machine.SetUpError, match="apt-get install python3-venv"):
        machine.find_uv(tmp_path, tmp_path / "uv.txt")


def test_an_empty_home_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", "")
    assert Path(machine.environment(tmp_path)["HOME"]).is_dir()
