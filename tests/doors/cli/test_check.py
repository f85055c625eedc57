"""`motcua check` finds each fault of a deployment, in words, and nothing in a sound one but what it cannot see."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import connection
from django.test import override_settings

from motcua.doors.cli import store
from motcua.doors.cli.check import look
from motcua.doors.cli.checks import stored, told
from motcua.doors.cli.checks.found import Grave
from motcua.gateways.timestamp.authority import LocalAuthority
from tests import builders
from tests.world import world

pytestmark = pytest.mark.django_db
PROGRAM = Path(sys.executable).parent / "motcua"
AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SOUND = {
    "HTTPS": True,
    "PROXIES": 1,
    "ALLOWED_HOSTS": ["motcua.example.vn"],
    "SECRET_KEY": "0123456789abcdef-" * 4,
}
UNSEEN = {"role_super", "role_owns", "cache", "disk_soon", "mfa", "postgresql_sync"}
"""What depends on the machine of the tests, or on a part of the program beside this one."""


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A deployment without a fault; keys and backups beside the data."""
    data, keys, backups = tmp_path / "data", tmp_path / "keys", tmp_path / "backups"
    for folder in (data, keys, backups):
        folder.mkdir(mode=0o700)
    kept = backups / "motcua.dump"
    kept.touch()
    os.utime(kept, (AT.timestamp(), AT.timestamp()))
    monkeypatch.setenv("MOTCUA_BACKUP", str(backups))
    roots, made = keys / "roots.pem", LocalAuthority(lambda: AT).roots
    roots.touch(mode=0o600)
    roots.write_bytes(b"".join(root.public_bytes(Encoding.PEM) for root in made))
    authority = {"TSA_URL": "http://tsa.example.vn", "TSA_ROOTS": str(roots)}
    with override_settings(**SOUND, **authority, DATA=data, KEYS=keys):
        yield tmp_path


def codes(at: datetime = AT) -> set[str]:
    """The codes of what is found."""
    return {each.code for each in look(at)} - UNSEEN


def test_a_sound_deployment_has_no_fault(sound: Path) -> None:
    world()
    assert codes() == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"DEBUG": True}, "debug"),
        ({"ALLOWED_HOSTS": ["*"]}, "hosts_any"),
        ({"ALLOWED_HOSTS": [".vn"]}, "hosts_any"),
        ({"ALLOWED_HOSTS": ["localhost", "127.0.0.1"]}, "hosts_local"),
        ({"HTTPS": False}, "https"),
        ({"PROXIES": 0}, "proxies"),
        ({"CSRF_TRUSTED_ORIGINS": ["http://motcua.example.vn"]}, "origins"),
        ({"LOOK_UPS": 0}, "look_ups"),
        ({"IDENTITY_ISSUER": "http://id.example.vn"}, "identity"),
        ({"IDENTITY_ISSUER": "https://id.example.vn", "IDENTITY_SIMULATED": True}, "identity"),
        ({"SECRET_KEY": "short"}, "secret_key"),
        ({"SECRET_KEY": "a" * 80}, "secret_key"),
        ({"DISK_RESERVE_MB": 10**9}, "disk"),
        ({"STATICFILES_DIRS": ["/nix"]}, "not_built"),
        ({"TSA_ROOTS": "/nix"}, "timestamp_roots"),
        ({"TSA_ROOTS": __file__}, "timestamp_roots"),
        ({"TSA_URL": "tsa.example.vn"}, "timestamp_roots"),
    ],
)
def test_each_setting_that_is_wrong_is_found(sound: Path, changed: dict[str, object], code: str) -> None:
    with override_settings(**changed):
        found = [each for each in look(AT) if each.code == code]
    assert [each.grave for each in found] == [Grave.ERROR]
    assert all(each.vietnamese != each.english and ":" in each.english for each in found)


def test_timestamps_of_this_machine_and_roots_that_ran_out_are_told(sound: Path) -> None:
    assert codes(AT + timedelta(days=36_500)) >= {"timestamp_roots"}
    with override_settings(TSA_URL=""):
        assert codes() == {"no_authority"}


def test_without_a_second_factor_it_says_so(sound: Path) -> None:
    with override_settings(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "motcua.organisation"]
    ):
        from_settings = {each.code for each in told.second_factor()}
    assert from_settings == {"mfa"}


def test_secrets_that_others_read_are_found(sound: Path) -> None:
    (sound / "data" / "secret-key").write_text("0123456789abcdef-" * 4)
    (sound / "data" / "secret-key").chmod(0o644)
    assert codes() == {"others_read"}
    (sound / "data" / "secret-key").chmod(0o600)
    (sound / "keys" / "seal").touch(mode=0o640)
    assert codes() == {"others_read"}


def test_a_weak_kept_key_is_found(sound: Path) -> None:
    (sound / "data" / "secret-key").touch(mode=0o600)
    (sound / "data" / "secret-key").write_text("changeme")
    assert codes() == {"secret_key"}


def test_keys_beside_the_data_are_found(sound: Path) -> None:
    with override_settings(KEYS=sound / "data" / "keys"):
        assert codes() == {"keys_beside_data"}


def test_a_backup_that_is_old_missing_or_unknown_is_found(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(AT + timedelta(hours=27)) == {"backup_old"}
    (sound / "empty").mkdir()
    monkeypatch.setenv("MOTCUA_BACKUP", str(sound / "empty"))
    assert codes() == {"backup_old"}
    monkeypatch.delenv("MOTCUA_BACKUP")
    assert codes() == {"backup_unknown"}


def test_a_log_everybody_reads_is_found(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sound / "motcua.log"
    path.touch()
    path.chmod(0o644)
    monkeypatch.setenv("MOTCUA_LOG", str(path))
    assert codes() == {"log_readable"}


def test_a_database_that_is_not_there_or_old_is_found(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "exists", lambda: False)
    assert codes() == {"no_database"}
    monkeypatch.setattr(store, "exists", lambda: True)
    monkeypatch.setattr(store, "is_current", lambda: False)
    assert codes() == {"migrations"}


def test_a_journal_without_its_guards_is_found(sound: Path) -> None:
    dropped = "journal_no_delete" if connection.vendor == "sqlite" else "journal_no_change ON journal_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {dropped}")
    assert codes() == {"trigger"}


def test_a_clock_behind_the_journal_is_found(sound: Path) -> None:
    small = world()
    builders.to_received(small)
    kept = small.at - timedelta(days=1)
    assert "clock" in codes(kept)


SQLITE = {"PRAGMA journal_mode": "delete", "PRAGMA synchronous": "1", "SELECT sqlite_version()": "3.40.1"}
POSTGRESQL = {"SHOW fsync": "off", "SHOW server_version_num": "140005"}


def test_a_database_that_may_lose_what_it_acknowledged_is_found(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = stored.one
    wrong = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    monkeypatch.setattr(stored, "one", lambda question: wrong.get(question) or ask(question))
    sqlite = {"sqlite_version", "sqlite_wal", "sqlite_sync"}
    found = {each.code for each in look(AT)}
    assert found >= (sqlite if connection.vendor == "sqlite" else {"postgresql_sync", "postgresql_version"})


def checked(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it."""
    environment = {**os.environ, "MOTCUA_DATA": str(data), "LANG": "en_US.UTF-8", **more}
    environment.pop("DATABASE_URL", None)
    command = [str(PROGRAM), "check", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def test_the_command_says_what_is_wrong_in_words_or_json_and_ends_with_its_status(tmp_path: Path) -> None:
    said = checked(tmp_path / "nix")
    assert said.returncode == 1
    assert "ERROR https: cookies travel without TLS" in said.stdout
    assert "ERROR no_database" in said.stdout
    assert not (tmp_path / "nix").exists()
    answer = json.loads(checked(tmp_path / "nix", "--json").stdout)
    assert answer["ok"] is False
    assert {"https", "hosts_local", "no_database"} <= {each["code"] for each in answer["found"]}
    assert "LỖI https" in checked(tmp_path / "nix", LANG="vi_VN.UTF-8").stdout
