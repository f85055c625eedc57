"""AES-256-GCM: each file under a key of its own, that key wrapped by the installation's (`files` in `MOTCUA_KEYS`).

A sealed file or wrapped key is one byte of format, twelve random bytes of nonce, then ciphertext with its tag. The
file's name is bound in, so that two files exchanged on the disk are noticed. Of several installation's keys
(rotation) the last seals and all open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.gateways.keys import kept
from motcua.rules.refusal import Refusal

FORMAT = b"\x01"
KEY_BYTES = 32
_NONCE = 12


def masters() -> list[AESGCM]:
    """The installation's keys, the one in use last."""
    secret = kept("files", lambda: AESGCM.generate_key(256))
    if not secret or len(secret) % KEY_BYTES:
        raise Refusal("file_key_wrong")
    return [AESGCM(secret[start : start + KEY_BYTES]) for start in range(0, len(secret), KEY_BYTES)]


def new_key(name: str) -> tuple[bytes, bytes]:
    """A fresh key for the file `name`, and the same wrapped."""
    own = AESGCM.generate_key(256)
    return own, wrap(own, name)


def wrap(own: bytes, name: str) -> bytes:
    """The key of the file `name` under the installation's key in use."""
    return _encrypt(masters()[-1], own, b"key:" + name.encode())


def unwrap(wrapped: bytes, name: str) -> bytes:
    """The key of the file `name`. Refuses "file_key_wrong" when no key of the installation opens it."""
    for master in reversed(masters()):
        try:
            return _decrypt(master, wrapped, b"key:" + name.encode())
        except InvalidTag:
            continue
    raise Refusal("file_key_wrong")


def seal(data: bytes, own: bytes, name: str) -> bytes:
    """`data` encrypted, 29 bytes longer."""
    return _encrypt(AESGCM(own), data, b"file:" + name.encode())


def open_sealed(sealed: bytes, own: bytes, name: str) -> bytes:
    """The plain bytes. Refuses "file_damaged" when a bit of them, or the name, changed."""
    try:
        return _decrypt(AESGCM(own), sealed, b"file:" + name.encode())
    except InvalidTag:
        raise Refusal("file_damaged") from None


def _encrypt(cipher: AESGCM, data: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return FORMAT + nonce + cipher.encrypt(nonce, data, FORMAT + bound)


def _decrypt(cipher: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    if sealed[:1] != FORMAT or len(sealed) < 1 + _NONCE + 16:
        raise InvalidTag
    return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], FORMAT + bound)
