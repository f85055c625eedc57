"""Signatures and seals on PDF documents: PAdES by pyHanko, with keys from a file or a PKCS#11 device.

A document is prepared once with every field it will ever have, signed by the person, then filled in and sealed by the
registry; nothing is added after that (docs/decisions). pyHanko takes a second to load, more than most commands run:
its modules wait until somebody signs or checks.
"""

from typing import TYPE_CHECKING

from motcua.gateways.late import late
from motcua.gateways.seal.names import COPY, PERSON, SEAL

if TYPE_CHECKING:
    from motcua.gateways.seal.checking import Checked, Mark, check
    from motcua.gateways.seal.copying import copied
    from motcua.gateways.seal.demo import DemoAuthority
    from motcua.gateways.seal.document import Room, fill, prepare
    from motcua.gateways.seal.keys import certificate_of, opened, passphrase, try_key
    from motcua.gateways.seal.signing import Signing, picture, sign
    from motcua.gateways.seal.trusting import Trust, trust

__all__ = [
    "COPY",
    "PERSON",
    "SEAL",
    "Checked",
    "DemoAuthority",
    "Mark",
    "Room",
    "Signing",
    "Trust",
    "certificate_of",
    "check",
    "copied",
    "fill",
    "opened",
    "passphrase",
    "picture",
    "prepare",
    "sign",
    "trust",
    "try_key",
]

__getattr__ = late(
    __name__,
    {
        "checking": ["Checked", "Mark", "check"],
        "copying": ["copied"],
        "demo": ["DemoAuthority"],
        "document": ["Room", "fill", "prepare"],
        "keys": ["certificate_of", "opened", "passphrase", "try_key"],
        "signing": ["Signing", "picture", "sign"],
        "trusting": ["Trust", "trust"],
    },
)
