"""Heads as C2SP writes them: checkpoints as signed notes with Ed25519, and the cosignatures of witnesses.

A note is a text of lines, a blank line, and lines "— NAME BASE64": four bytes that name the key, then the signature
(c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature).
"""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HEAD, WITNESS = 1, 4
"""What a key signs: notes themselves, or cosignatures with a time."""
DASH = "\N{EM DASH} "


class BadNote(Exception):
    """A note that is not well formed or not signed by whom it should be; the words say what is wrong."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public half of a key, and the name it goes by (no blanks, no plus)."""

    name: str
    public: bytes
    kind: int = HEAD

    @property
    def id(self) -> bytes:
        """The four bytes by which its signatures are found."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """ "NAME+ID+KEY", as one prints it or hands it to a witness."""
        return f"{self.name}+{self.id.hex()}+{_b64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a head says: of which log, how many events, their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"


def verifier(text: str) -> Verifier:
    """The key written as "NAME+ID+KEY". Raises `BadNote`."""
    try:
        name, told, key = text.strip().split("+", 2)
        raw = base64.b64decode(key, validate=True)
        found = Verifier(_named(name), raw[1:], raw[0])
    except (ValueError, IndexError) as error:
        raise BadNote(f"not a key: {text!r}") from error
    if found.id.hex() != told or len(found.public) != 32 or found.kind not in (HEAD, WITNESS):
        raise BadNote(f"not a key: {text!r}")
    return found


def public_of(key: Ed25519PrivateKey, name: str, kind: int = HEAD) -> Verifier:
    """The public half of `key` under a name."""
    return Verifier(_named(name), key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), kind)


def signed(head: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The head as a note signed in the name of its log."""
    public = public_of(key, head.origin)
    return f"{head.text}\n{_line(public, key.sign(head.text.encode()))}"


def cosigned(note: str, key: Ed25519PrivateKey, name: str, seconds: int) -> str:
    """The note with one more line: a witness saw this head at `seconds` since 1970, and none that contradicts it."""
    text, _ = _parts(note)
    public = public_of(key, name, WITNESS)
    signature = key.sign(_witnessed(text, seconds))
    return note + _line(public, struct.pack(">Q", seconds) + signature)


def opened(note: str, key: Verifier) -> Checkpoint:
    """What a head says, if `key` signed it. Raises `BadNote`."""
    text, signatures = _parts(note)
    public = Ed25519PublicKey.from_public_bytes(key.public)
    for name, raw in signatures:
        if name != key.name or raw[:4] != key.id:
            continue
        try:
            if key.kind == WITNESS:
                public.verify(raw[12:], _witnessed(text, *struct.unpack(">Q", raw[4:12])))
            else:
                public.verify(raw[4:], text.encode())
        except (InvalidSignature, struct.error) as error:
            raise BadNote(f"the signature of {key.name} is wrong") from error
        return checkpoint(text)
    raise BadNote(f"no signature of {key.name} ({key.id.hex()})")


def checkpoint(note: str) -> Checkpoint:
    """What a head says, whoever signed it. Raises `BadNote`."""
    lines = note.split("\n")
    try:
        origin, size, root = lines[:3]
        found = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
        if not origin or str(found.size) != size or found.size < 0 or len(found.root) != 32:
            raise ValueError(note)
    except ValueError as error:
        raise BadNote("not a head of a log") from error
    return found


def _witnessed(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The signed text (its last line end included), and each signature by name. Raises `BadNote`."""
    text, blank, rest = note.rpartition("\n\n")
    if not blank or not rest.endswith("\n"):
        raise BadNote("not a signed note")
    found = []
    for line in rest.removesuffix("\n").split("\n"):
        try:
            dash, name, signature = line.split(" ")
            raw = base64.b64decode(signature, validate=True)
        except (ValueError, binascii.Error) as error:
            raise BadNote("not a signed note") from error
        if f"{dash} " != DASH or len(raw) < 5:
            raise BadNote("not a signed note")
        found.append((name, raw))
    return text + "\n", found


def _line(public: Verifier, signature: bytes) -> str:
    return f"{DASH}{public.name} {_b64(public.id + signature)}\n"


def _named(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise ValueError(f"a key's name has no blank and no plus: {name!r}")
    return name


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
