"""Heads and keys as C2SP writes them; whatever is bent is refused."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.journal.log.notes import (
    WITNESS,
    BadNote,
    Checkpoint,
    checkpoint,
    cosigned,
    opened,
    public_of,
    signed,
    verifier,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
HEAD = Checkpoint("example.vn/log", 867, bytes(range(32)))


def test_the_example_of_signed_note_opens() -> None:
    """The key of the specification's own example (c2sp.org/signed-note; also in Go's sumdb/note)."""
    key = verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert (key.name, key.id.hex()) == ("PeterNeumann", "c74f20a3")
    assert key.text == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_head_is_three_lines_and_opens_with_its_key() -> None:
    note = signed(HEAD, KEY)
    assert note.startswith(
        f"example.vn/log\n867\n{base64.b64encode(HEAD.root).decode()}\n\n— example.vn/log "
    )
    assert opened(note, public_of(KEY, "example.vn/log")) == HEAD == checkpoint(note)


def test_a_head_of_another_key_or_name_does_not_open() -> None:
    note = signed(HEAD, KEY)
    for key in (public_of(OTHER, "example.vn/log"), public_of(KEY, "example.vn/other")):
        with pytest.raises(BadNote):
            opened(note, key)


def test_a_head_with_any_letter_changed_does_not_open() -> None:
    note, key = signed(HEAD, KEY), public_of(KEY, "example.vn/log")
    for place, letter in enumerate(note):
        other = "0" if letter != "0" else "1"
        with pytest.raises(BadNote):
            opened(note[:place] + other + note[place + 1 :], key)


def test_a_witness_adds_its_time_and_both_signatures_open() -> None:
    note = cosigned(signed(HEAD, KEY), OTHER, "witness.example", 1_795_000_000)
    witness = public_of(OTHER, "witness.example", WITNESS)
    assert opened(note, witness) == opened(note, public_of(KEY, "example.vn/log")) == HEAD
    line = note.splitlines()[-1].split(" ")[2]
    raw = base64.b64decode(line)
    assert (raw[:4], int.from_bytes(raw[4:12], "big"), len(raw)) == (witness.id, 1_795_000_000, 76)
    earlier = base64.b64encode(raw[:4] + bytes(8) + raw[12:]).decode()
    with pytest.raises(BadNote):
        opened(note.replace(line, earlier), witness)


@pytest.mark.parametrize(
    "text", ["", "a", "a\n1\n", "a\n-1\nAAAA\n", "a\n01\n" + "A" * 43 + "=\n", "\n1\n" + "A" * 43 + "=\n"]
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        checkpoint(text)


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "a+b+?"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        verifier(text)
