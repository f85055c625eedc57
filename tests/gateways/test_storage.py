"""Files at rest: whole or absent, unreadable without the key, never overwritten, noticed when changed."""

import errno
import hashlib
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test.utils import override_settings

from motcua.gateways import storage
from motcua.gateways.storage import disk
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL

SECRET = "Nguyễn Thị Bích, 022185001234".encode()


@pytest.fixture(autouse=True)
def _own_store(data_folder: Path) -> None:
    """Every test has a store of its own."""


def written(folder: Path) -> list[Path]:
    """Every file below `folder`."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_is_got_back_with_its_hash_and_size() -> None:
    for data in (b"", SECRET, os.urandom(300_000)):
        stored = storage.put(data)
        assert storage.get(stored.key) == data
        assert (stored.sha256, stored.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_the_same_bytes_twice_are_two_files_under_two_keys() -> None:
    one, two = storage.put(SECRET), storage.put(SECRET)
    assert one.key != two.key
    assert sorted(storage.keys()) == sorted([one.key, two.key])


def test_nothing_on_the_disk_can_be_read_or_seen_by_others(data_folder: Path) -> None:
    storage.put(SECRET)
    found = written(data_folder)
    assert len(found) == 3  # content, wrapped key, the installation's key
    assert all(SECRET not in path.read_bytes() for path in found)
    assert {path.stat().st_mode & 0o077 for path in found} == {0}


def test_every_flipped_byte_of_content_or_key_is_noticed(data_folder: Path) -> None:
    key = storage.put(SECRET).key
    for path, codes in (
        (disk.place(data_folder / "files", key), {"file_damaged"}),
        (disk.place(data_folder / "file-keys", key), {"file_key_wrong"}),
    ):
        whole = path.read_bytes()
        for at in range(len(whole)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(Refusal) as refused:
                storage.get(key)
            assert refused.value.code in codes
        path.write_bytes(whole)
    assert storage.get(key) == SECRET


def test_after_a_new_key_is_added_old_files_open_and_new_ones_need_the_new_key(data_folder: Path) -> None:
    old = storage.put(SECRET)
    keys = data_folder / "keys" / "files"
    before = keys.read_bytes()
    with keys.open("ab") as file:
        file.write(os.urandom(32))
    new = storage.put(SECRET)
    assert storage.get(old.key) == storage.get(new.key) == SECRET
    keys.write_bytes(before)
    assert storage.get(old.key) == SECRET
    with pytest.raises(Refusal, match="file_key_wrong"):
        storage.get(new.key)


def test_two_files_exchanged_on_the_disk_are_noticed(data_folder: Path) -> None:
    one, two = storage.put(b"one").key, storage.put(b"two").key
    for folder in ("files", "file-keys"):
        disk.place(data_folder / folder, one).write_bytes(disk.place(data_folder / folder, two).read_bytes())
    with pytest.raises(Refusal, match="file_key_wrong"):
        storage.get(one)


def test_a_truncated_file_and_a_file_cut_to_nothing_are_damaged(data_folder: Path) -> None:
    key = storage.put(SECRET).key
    path = disk.place(data_folder / "files", key)
    for left in (40, 3, 0):
        path.write_bytes(path.read_bytes()[:left])
        with pytest.raises(Refusal, match="file_damaged"):
            storage.get(key)


def test_another_installations_key_opens_nothing(data_folder: Path, tmp_path: Path) -> None:
    key = storage.put(SECRET).key
    with override_settings(KEYS=tmp_path / "others"), pytest.raises(Refusal, match="file_key_wrong"):
        storage.get(key)
    assert storage.get(key) == SECRET


@pytest.mark.parametrize("key", ["0" * 32, "", "../../etc/passwd", "/etc/passwd", "0" * 31 + "\n", "A" * 32])
def test_whatever_is_not_there_or_is_no_key_is_missing(key: str) -> None:
    with pytest.raises(Refusal, match="file_missing"):
        storage.get(key)


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "A" * 32])
def test_what_is_no_key_is_never_forgotten_as_a_path(key: str) -> None:
    with pytest.raises(Refusal, match="file_missing"):
        storage.forget(key)


def test_what_is_forgotten_cannot_be_read_even_from_a_copy_of_the_content(data_folder: Path) -> None:
    key = storage.put(SECRET).key
    content = disk.place(data_folder / "files", key)
    copy = content.read_bytes()
    storage.forget(key)
    storage.forget(key)
    assert written(data_folder / "files") == written(data_folder / "file-keys") == []
    content.write_bytes(copy)
    with pytest.raises(Refusal, match="file_missing"):
        storage.get(key)


def test_nothing_can_be_overwritten(data_folder: Path) -> None:
    path = disk.place(data_folder / "files", "ab" * 16)
    disk.write_new(path, b"first")
    with pytest.raises(FileExistsError):
        disk.write_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert written(data_folder) == [path]


def test_what_is_larger_than_the_limit_is_refused_before_a_byte_is_written(data_folder: Path) -> None:
    with override_settings(UPLOAD_MB=1):
        storage.put(bytes(1024 * 1024))
        before = written(data_folder)
        with pytest.raises(Refusal, match="file_too_large"):
            storage.put(bytes(1024 * 1024 + 1))
    assert written(data_folder) == before


def test_files_are_refused_before_the_disk_is_full(data_folder: Path) -> None:
    with override_settings(DISK_RESERVE_MB=1_000_000_000), pytest.raises(Refusal, match="store_full"):
        storage.put(SECRET)
    assert written(data_folder) == []


WRITE_LIMITED = """
import resource, signal, sys
from pathlib import Path
from motcua.gateways.storage import disk
from motcua.rules.refusal import Refusal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    disk.write_new(Path(sys.argv[1]), bytes(5000))
except Refusal as refused:
    print(refused.code)
"""


def test_a_disk_that_takes_only_part_of_the_bytes_leaves_no_half_file(data_folder: Path) -> None:
    path = disk.place(data_folder / "files", "cd" * 16)
    done = subprocess.run([sys.executable, "-c", WRITE_LIMITED, path], capture_output=True, text=True)
    assert done.stdout.strip() == "store_full", done.stderr
    assert written(data_folder) == []


def test_a_full_disk_in_the_middle_leaves_neither_content_nor_key(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.put(b"the installation's key is made")
    before = written(data_folder)
    link = os.link

    def full_for_content(source: Path, target: Path) -> None:
        if "file-keys" not in str(target):
            raise OSError(errno.ENOSPC, "No space left on device")
        link(source, target)

    monkeypatch.setattr(os, "link", full_for_content)
    with pytest.raises(Refusal, match="store_full"):
        storage.put(SECRET)
    assert written(data_folder) == before


CRASHING = """
import os, sys
from pathlib import Path
from motcua.gateways.storage import disk
os.link = lambda *_: os._exit(9)
disk.write_new(Path(sys.argv[1]), b"x" * 5000)
"""


def test_a_crash_between_writing_and_naming_leaves_no_file_and_the_draft_is_swept(data_folder: Path) -> None:
    kept = storage.put(SECRET).key
    path = disk.place(data_folder / "files", "ef" * 16)
    done = subprocess.run([sys.executable, "-c", CRASHING, path], capture_output=True)
    assert done.returncode == 9
    assert not path.exists()
    assert list(storage.keys()) == [kept]
    assert written(data_folder / "files" / disk.DRAFTS) != []
    storage.leave_only({kept}, before=datetime.now(LOCAL) + timedelta(minutes=1))
    assert written(data_folder / "files" / disk.DRAFTS) == []
    assert storage.get(kept) == SECRET


def test_files_no_row_refers_to_are_cleared_once_they_are_old_enough() -> None:
    kept, orphan = storage.put(b"kept").key, storage.put(b"orphan").key
    now = datetime.now(LOCAL)
    assert storage.leave_only({kept}, before=now - timedelta(hours=1)) == 0
    assert storage.leave_only({kept}, before=now + timedelta(minutes=1)) == 1
    assert list(storage.keys()) == [kept]
    with pytest.raises(Refusal, match="file_missing"):
        storage.get(orphan)
