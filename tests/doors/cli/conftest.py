"""One empty installation, made once by the command itself; whoever wants one of its own copies it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "motcua"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tables and nothing in them (SQLite). For copying: nobody works in it."""
    data = tmp_path_factory.mktemp("migrated")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [str(PROGRAM), "migrate", "--data", str(data)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return data


@pytest.fixture
def empty(migrated: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with the tables and nothing in them."""
    return shutil.copytree(migrated, tmp_path / "empty")
