"""Signatures and seals on PDF documents: PAdES by pyHanko, with keys from a file or a PKCS#11 device.

A document is prepared once with every field it will ever have, signed by the person, then filled in and sealed by the
registry; nothing is added after that (docs/decisions).
"""

from motcua.gateways.seal.checking import Checked, Mark, check
from motcua.gateways.seal.demo import DemoAuthority
from motcua.gateways.seal.document import PERSON, SEAL, Room, fill, prepare
from motcua.gateways.seal.keys import certificate_of, opened
from motcua.gateways.seal.signing import Signing, sign
from motcua.gateways.seal.trust import Trust, trust

__all__ = [
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
    "fill",
    "opened",
    "prepare",
    "sign",
    "trust",
]
