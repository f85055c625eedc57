"""Secrets come from the environment or from files, never from the repository, and never reach a log."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.config.database import database
from motcua.config.environment import count, secret
from tests.agreements.sources import ROOT, texts

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n?[A-Za-z0-9+/]{20}"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bxox[bp]-[A-Za-z0-9-]{10,}"
    r"|(?i:secret|password|passwd|token|api_?key)\w*\s*[:=]\s*[\"'](?=[^\"']*[0-9])(?=[^\"']*[A-Za-z])[A-Za-z0-9+/_=-]{24,}[\"']"
)
ELSEWHERE = ("requirements/", "package-lock.json")


def found(lines: list[tuple[str, int, str]]) -> list[str]:
    """Lines that look like a secret."""
    return [f"{name}:{number}" for name, number, line in lines
            if not name.startswith(ELSEWHERE) and SECRETS.search(line)]  # fmt: skip


def test_no_secret_is_in_the_repository() -> None:
    assert found(list(texts())) == []


@pytest.mark.parametrize(
    "line",
    [
        'PASSWORD = "' + "a1b2c3d4e5f6a7b8c9d0" * 2 + '"',
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "-----BEGIN PRIVATE KEY" + "-----MIIEvQIBADANBgkqhkiG9w0",
        "token: '" + "A1" * 20 + "'",
    ],
)
def test_a_planted_secret_is_found(line: str) -> None:
    assert found([("x.py", 1, line)]) == ["x.py:1"]


def test_a_secret_may_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "password"
    kept.write_text("s3cret\n")
    monkeypatch.setenv("MOTCUA_DATABASE_PASSWORD_FILE", str(kept))
    assert secret("MOTCUA_DATABASE_PASSWORD") == "s3cret"
    monkeypatch.setenv("MOTCUA_DATABASE_PASSWORD", "told")
    assert secret("MOTCUA_DATABASE_PASSWORD") == "told"
    assert secret("MOTCUA_NIX") == ""


def test_the_password_of_the_database_need_not_stand_in_its_address() -> None:
    assert database("postgresql://u@db/motcua", Path(), "kept")["PASSWORD"] == "kept"
    assert database("postgresql://u:told@db/motcua", Path(), "kept")["PASSWORD"] == "told"


def test_a_number_that_is_none_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PROXIES", "-1")
    with pytest.raises(ValueError, match="MOTCUA_PROXIES"):
        count("MOTCUA_PROXIES", 0)


def test_a_kept_signing_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MOTCUA_SECRET_KEY"}
    }
    words = [sys.executable, "-c", "import django; django.setup()"]
    told = {**environment, "DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_DATA": str(tmp_path)}
    subprocess.run(words, check=True, cwd=ROOT, env=told, capture_output=True)
    kept = tmp_path / "secret-key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_text()) >= 64
