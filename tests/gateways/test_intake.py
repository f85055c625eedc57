"""Files from outside: accepted by content, refused in words, never a byte outside the store, never much memory."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from django.test.utils import override_settings

from motcua.gateways import intake, storage
from motcua.gateways.intake import Kind
from motcua.rules.refusal import Refusal
from motcua.ui.refusals import WORDS, words
from tests.gateways.hostile import CORPUS, KEPT, Hostile
from tests.gateways.plain_files import docx, jpeg, pdf, png, relations, stream, xlsx

MEMORY_MB = 256
SECONDS = 5


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 60
    assert sum(each.answer != KEPT for each in CORPUS) >= 60


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("scan.pdf", pdf(), Kind.PDF),
        ("tờ khai.pdf", pdf(stream(b"BT (xin chao) Tj ET")), Kind.PDF),
        ("linked.pdf", pdf(b"<< /S /URI /URI (https://example.vn) >>"), Kind.PDF),
        ("photo.jpeg", jpeg(4000, 3000), Kind.JPEG),
        ("scan.png", png(2480, 3508), Kind.PNG),
        ("don.docx", docx(), Kind.DOCX),
        ("linked.docx", docx({"word/_rels/document.xml.rels": relations("hyperlink", "https://example.vn")}), Kind.DOCX),
        ("picture.docx", docx({"word/media/image1.png": png()}), Kind.DOCX),
        ("so.xlsx", xlsx(), Kind.XLSX),
        ("printed.xlsx", xlsx({"xl/printerSettings/printerSettings1.bin": b"\0" * 40}), Kind.XLSX),
        ("wrong-ending.txt", pdf(), Kind.PDF),
    ],
)  # fmt: skip
def test_what_a_desk_needs_is_accepted_byte_for_byte(name: str, data: bytes, kind: Kind) -> None:
    accepted = intake.accept(name, data)
    assert (accepted.kind, accepted.data) == (kind, data)


@pytest.mark.parametrize("hostile", CORPUS, ids=[f"{n}-{each.name[:30]!r}" for n, each in enumerate(CORPUS)])
def test_every_hostile_file_is_refused_in_words_or_kept_under_a_harmless_name(hostile: Hostile) -> None:
    if hostile.answer == KEPT:
        accepted = intake.accept(hostile.name, hostile.make())
        assert_harmless(accepted.name, accepted.kind)
        return
    with pytest.raises(Refusal) as refused:
        intake.accept(hostile.name, hostile.make())
    assert refused.value.code == hostile.answer
    for language in ("vi", "en"):
        said = words(refused.value, language)
        assert refused.value.code in WORDS
        assert "…" not in said.title + said.why + said.do


def assert_harmless(name: str, kind: Kind) -> None:
    """A name that is one part of a path, reads as it is written, fits every file system and ends as its content."""
    assert Path(name).name == name
    assert name == unicodedata.normalize("NFC", name)
    assert len(name.encode()) <= 255
    assert name.endswith(f".{kind.value}")
    assert not any(unicodedata.category(letter).startswith("C") for letter in name)
    assert not set(name) & set('<>:"|?*%/\\')
    assert name.split(".")[0].upper() not in {"CON", "NUL", "LPT1", ""}


MEASURED = """
import json, re, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1200 * 2**20, 1200 * 2**20))
import django
django.setup()
from motcua.gateways import intake, storage
from motcua.rules.refusal import Refusal
answers = []
for path in sorted(Path(sys.argv[1]).iterdir(), key=lambda path: int(path.name)):
    start = time.process_time()
    try:
        storage.put(intake.accept("x", path.read_bytes()).data)
        answer = "kept"
    except Refusal as refusal:
        answer = refusal.code
    answers.append([answer, time.process_time() - start])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([answers, int(peak[1]) // 1024]))
"""
"""Peak of this process alone: getrusage would count the process that started it too, as it was before the start."""


def test_the_whole_corpus_passes_in_little_memory_and_is_written_into_the_store_alone(
    tmp_path: Path, root: Path
) -> None:
    incoming, elsewhere = tmp_path / "incoming", tmp_path / "elsewhere"
    incoming.mkdir()
    elsewhere.mkdir()
    for number, each in enumerate(CORPUS):
        (incoming / str(number)).write_bytes(each.make())
    own = {
        "PYTHONPATH": str(root / "src"),
        "MOTCUA_DATA": str(tmp_path / "data"),
        "TMPDIR": str(elsewhere),
        "HOME": str(elsewhere),
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(incoming)],
        cwd=elsewhere,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answers, peak = json.loads(done.stdout)
    assert [answer for answer, _ in answers] == [each.answer for each in CORPUS]
    assert max(seconds for _, seconds in answers) <= SECONDS
    assert peak <= MEMORY_MB
    assert list(elsewhere.iterdir()) == []


def test_what_is_kept_lies_in_the_store_alone_under_names_of_its_own(data_folder: Path) -> None:
    for hostile in CORPUS:
        if hostile.answer == KEPT:
            accepted = intake.accept(hostile.name, hostile.make())
            stored = storage.put(accepted.data)
            assert storage.get(stored.key) == accepted.data
    (data_folder / "static").rmdir()  # made by the fixture; not empty if anything had been written into it
    allowed = {"files", "file-keys", "keys"}
    assert {path.relative_to(data_folder).parts[0] for path in data_folder.rglob("*")} == allowed


def test_a_larger_limit_is_the_administrators_to_set() -> None:
    with override_settings(UPLOAD_MB=1), pytest.raises(Refusal, match="file_too_large"):
        intake.accept("scan.pdf", pdf(stream(os.urandom(1024 * 1024))))
    assert intake.accept("scan.pdf", pdf(stream(os.urandom(1024 * 1024)))).kind is Kind.PDF
