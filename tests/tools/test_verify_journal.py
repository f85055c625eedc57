"""The single-file verifier finds every way to spoil a journal (reliability, table 4.3) and names the first bad event."""

import base64
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import verify_journal
from motcua.journal.log.notes import public_of
from motcua.journal.log.tree import leaf_hash
from motcua.rules.canonical import Value
from tests.tools.exported import (
    GARBLED,
    HEADS,
    KEY,
    ORIGIN,
    Journal,
    Line,
    Said,
    asked,
    head_notes,
    leaves,
    line,
    renumbered,
    said,
    told,
)
from verify_journal import Bad, all_signed, signed_by, verify

COUNT, CASES = 420, 20
Spoiling = Callable[[list[Line], random.Random], tuple[Line, ...]]


def modify(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Change a fact, leave the hash as it was."""
    at = chance.randrange(HEADS[-1])
    was = lines[at]
    lines[at] = Line(was.place, was.hash, was.body.replace(b'"n":', b'"n":1', 1))
    return tuple(lines)


def delete(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Take an event out of the middle."""
    del lines[chance.randrange(HEADS[-1] - 1)]
    return tuple(lines)


def insert(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Put a well-formed event in."""
    at = chance.randrange(1, HEADS[-1] - 1)
    lines.insert(at, line(at, lines[at].body.replace(b'"n":', b'"n":9', 1)))
    return tuple(lines)


def swap(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Exchange two events of one dossier."""
    at, other = same_stream(lines, chance)
    lines[at], lines[other] = lines[other], lines[at]
    return renumbered(lines)


def reorder(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Exchange neighbours of two dossiers: every chain stays whole."""
    at = chance.choice([n for n in range(HEADS[-1] - 1) if stream(lines[n]) != stream(lines[n + 1])])
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return renumbered(lines)


def truncate(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Cut the end off."""
    return tuple(lines[: chance.randrange(1, HEADS[-1])])


def drop(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Leave a whole dossier out."""
    gone = stream(lines[chance.randrange(HEADS[-1] // 2)])
    return renumbered([each for each in lines if stream(each) != gone])


def recompute(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Change a fact and recompute every hash that follows from it."""
    events = [(stream(each), facts_of(each)) for each in lines]
    at = chance.randrange(HEADS[-1])
    events[at] = (events[at][0], {**events[at][1], "n": -1})
    return told(events)


def regrow(lines: list[Line], chance: random.Random) -> tuple[Line, ...]:
    """Cut the end off and let another history grow."""
    at = chance.randrange(HEADS[-1])
    kept = [(stream(each), facts_of(each)) for each in lines[:at]]
    grown: list[Said] = [(f"dossier/{n}", {"n": -n}) for n in range(100, 100 + COUNT - at)]
    return told([*kept, *grown])


CLASSES: dict[str, tuple[Spoiling, bool]] = {
    "modify": (modify, True), "delete": (delete, True), "insert": (insert, False), "swap": (swap, True),
    "reorder": (reorder, False), "truncate": (truncate, False), "drop": (drop, False),
    "recompute": (recompute, False), "regrow": (regrow, False),
}  # fmt: skip
"""The ways, and whether the export alone, without anything kept elsewhere, names the very event."""


@pytest.mark.parametrize("name", CLASSES)
def test_every_spoilt_journal_is_found_and_the_first_bad_event_named(name: str, tmp_path: Path) -> None:
    spoil, alone = CLASSES[name]
    for case in range(CASES):
        seed = random.randrange(10**9)
        print(f"{name} {case}: seed {seed}")
        chance = random.Random(seed)
        sound = told(said(COUNT, chance))
        spoilt = spoil(list(sound), chance)
        first = next(
            (n for n, (a, b) in enumerate(zip(sound, spoilt, strict=False)) if a.body != b.body), len(spoilt)
        )
        resigned = Journal(spoilt, head_notes(spoilt)).written(tmp_path / "resigned")  # by who has the key
        kept = [str(file) for file in saved(head_notes(sound), tmp_path)]
        with pytest.raises(Bad) as by_head:
            verify(asked(resigned, head=kept))
        assert by_head.value.first is not None
        assert by_head.value.last is not None
        assert by_head.value.first <= first <= by_head.value.last
        assert by_head.value.last - by_head.value.first < 100 or name == "truncate"
        (tmp_path / "leaves").write_bytes(leaves(sound))
        with pytest.raises(Bad) as by_leaves:
            verify(asked(resigned, leaves=str(tmp_path / "leaves")))
        assert by_leaves.value.first == first
        export = Journal(spoilt, head_notes(sound)).written(tmp_path / "export")
        with pytest.raises(Bad) as by_itself:
            verify(asked(export))
        assert by_itself.value.first is not None
        assert by_itself.value.last is not None
        assert by_itself.value.first <= first <= by_itself.value.last
        if alone:
            assert (by_itself.value.first, by_itself.value.last) == (first, first)
            assert (
                spoilt[first].body.split(b'"stream":"')[1][:-2].decode() in str(by_itself.value)
                or name == "delete"
            )


def test_who_has_the_key_can_lie_to_those_who_kept_nothing(tmp_path: Path) -> None:
    """Why heads must leave the house: a regrown journal with new heads is sound in itself."""
    chance = random.Random(1)
    spoilt = regrow(list(told(said(COUNT, chance))), chance)
    assert verify(asked(Journal(spoilt, head_notes(spoilt)).written(tmp_path / "x")))["events"] == COUNT


def test_a_sound_journal_is_sound_with_everything_kept(tmp_path: Path) -> None:
    lines = told(said(COUNT, random.Random(2)))
    export = Journal(lines, head_notes(lines)).written(tmp_path / "x")
    (tmp_path / "leaves").write_bytes(leaves(lines)[: 32 * 250])
    heads = [str(file) for file in saved(head_notes(lines, (50, 400)), tmp_path)]
    receipts = [receipt(lines, 200, 33), receipt(lines, 100, 333)]
    found = verify(asked(export, head=heads, leaves=str(tmp_path / "leaves"), receipt=receipts))
    assert (found["events"], found["heads"]) == (COUNT, 4)


@pytest.mark.parametrize("how", GARBLED)
def test_a_line_that_is_no_event_is_named_wherever_blocks_and_heads_end(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = told(said(60, random.Random(6)))
    export = Journal(lines, head_notes(lines, (1, 2, 3, 17, 40, 60))).written(tmp_path / "x")
    head, events = export.read_bytes().split(b"events 60\n")
    for block in (1, 300, 5_000, 1 << 20):
        monkeypatch.setattr("verify_journal.BLOCK", block)
        assert verify(asked(export))["events"] == 60
        for at in (0, 2, 33, 59):
            rows = events.split(b"\n")
            rows[at] = GARBLED[how](rows[at])
            (tmp_path / "y").write_bytes(head + b"events 60\n" + b"\n".join(rows))
            with pytest.raises(Bad, match=f"^place {at}: it cannot be read$"):
                verify(asked(tmp_path / "y"))
    (tmp_path / "y").write_bytes(export.read_bytes().removesuffix(b"\n"))
    with pytest.raises(Bad, match=r"^place 59: it cannot be read$"):
        verify(asked(tmp_path / "y"))


def test_a_receipt_finds_its_event_and_its_head_or_says_not(tmp_path: Path) -> None:
    lines = told(said(COUNT, random.Random(3)))
    other = told(said(COUNT, random.Random(4)))
    export = Journal(lines, head_notes(lines)).written(tmp_path / "x")
    for text in (receipt(other, 200, 5), receipt(lines, 200, 5).replace("dau=2", "dau=1"), "nonsense"):
        with pytest.raises(Bad):
            verify(asked(export, receipt=[text]))


def test_a_head_signed_by_another_key_is_found(tmp_path: Path) -> None:
    lines = told(said(COUNT, random.Random(5)))
    other = public_of(Ed25519PrivateKey.from_private_bytes(bytes(32)), ORIGIN).text
    with pytest.raises(Bad, match="no key known"):
        verify(asked(Journal(lines, head_notes(lines)).written(tmp_path / "x"), key=[other]))
    notes = list(head_notes(lines))
    body, signature = notes[2].rsplit(" ", 1)
    raw = bytearray(base64.b64decode(signature))
    raw[20] ^= 1
    notes[2] = f"{body} {base64.b64encode(raw).decode()}\n"
    with pytest.raises(Bad, match="300 events has a wrong signature"):
        verify(asked(Journal(lines, tuple(notes)).written(tmp_path / "y")))


def test_a_new_key_is_followed_from_the_old_one_and_the_old_one_signs_no_more(tmp_path: Path) -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    events = said(COUNT, random.Random(8))
    events[250] = ("log-key", {"key": public_of(other, ORIGIN).text})
    lines = told(events)
    old, new = head_notes(lines), head_notes(lines, key=other)
    trusted = public_of(KEY, ORIGIN).text
    changed = Journal(lines, (*old[:3], new[3])).written(tmp_path / "x")
    assert verify(asked(changed, key=[trusted]))["heads"] == 4
    too_early = Journal(lines, (*old[:2], new[2], new[3])).written(tmp_path / "y")
    with pytest.raises(Bad, match="300 events is signed by no key known"):
        verify(asked(too_early, key=[trusted]))
    later = (*HEADS, COUNT)
    back = Journal(lines, (*old[:3], new[3], head_notes(lines, later)[4])).written(tmp_path / "z")
    for keys in ([trusted], []):
        with pytest.raises(Bad, match="420 events is signed by no key known"):
            verify(asked(back, key=keys))


def test_signatures_are_judged_as_cryptography_judges_them() -> None:
    chance = random.Random(6)
    for _ in range(12):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public = key.public_key().public_bytes_raw()
        message = chance.randbytes(chance.randrange(200))
        signature = key.sign(message)
        assert signed_by(public, message, signature)
        assert not signed_by(public, message + b"!", signature)
        place = chance.randrange(64)
        bent = (
            signature[:place] + bytes([signature[place] ^ 1 << chance.randrange(8)]) + signature[place + 1 :]
        )
        assert not signed_by(public, message, bent)
        pairs = [(bytes([n]), key.sign(bytes([n]))) for n in range(9)]
        assert all_signed(public, pairs)
        assert not all_signed(public, [*pairs, (message, bent)])
        higher = int.from_bytes(signature[32:], "little") + verify_journal.ORDER
        assert not signed_by(public, message, signature[:32] + higher.to_bytes(32, "little"))


def test_it_runs_alone_and_ends_with_one_at_the_first_bad_event(tmp_path: Path) -> None:
    chance = random.Random(7)
    lines = told(said(COUNT, chance))
    program = [sys.executable, "-I", "-S", verify_journal.__file__]
    for journal, status, word in (
        (Journal(lines, head_notes(lines)), 0, "SOUND"),
        (Journal(modify(list(lines), chance), head_notes(lines)), 1, "BAD: place"),
    ):
        done = subprocess.run([*program, journal.written(tmp_path / "x")], capture_output=True, text=True)
        assert (done.returncode, done.stdout.startswith(word)) == (status, True), done.stdout + done.stderr


def saved(notes: tuple[str, ...], folder: Path) -> list[Path]:
    """Heads as files a reader keeps."""
    files = [folder / f"head-{number}" for number in range(len(notes))]
    for file, note in zip(files, notes, strict=True):
        file.write_text(note)
    return files


def receipt(lines: tuple[Line, ...], size: int, place: int) -> str:
    """What the QR code of a receipt says."""
    root = head_notes(lines, (size,))[0].split("\n")[2].replace("+", "-").replace("/", "_")[:22]
    leaf = base64.urlsafe_b64encode(leaf_hash(lines[place].body)).decode().rstrip("=")
    return f"https://x.vn/tra-cuu/000.17.22.H49-261120-0001/?dau={size}-{root}&viec={leaf}"


def stream(of: Line) -> str:
    """The stream of an event."""
    return of.body.rpartition(b'"stream":"')[2][:-2].decode()


def facts_of(of: Line) -> dict[str, Value]:
    """Its facts."""
    facts: dict[str, Value] = json.loads(of.body)["facts"]
    return facts


def same_stream(lines: list[Line], chance: random.Random) -> tuple[int, int]:
    """Two places of one dossier."""
    while True:
        one, two = sorted(chance.sample(range(HEADS[-1]), 2))
        if stream(lines[one]) == stream(lines[two]):
            return one, two
