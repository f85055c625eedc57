"""Whose certificates count: the roots this installation names, and what is known to be revoked under them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko_certvalidator import ValidationContext

from motcua.gateways.seal.demo import DemoAuthority
from motcua.gateways.timestamp import Source


@dataclass(frozen=True)
class Trust:
    """Roots and the certificates between, as DER; revocation lists as DER. `fetches`: whether more may be asked for
    at the addresses certificates name (OCSP, lists)."""

    roots: tuple[bytes, ...]
    between: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    fetches: bool = False

    def context(self, at: datetime | None = None) -> ValidationContext:
        """What pyHanko judges by, as of `at` (None: its own clock)."""
        return ValidationContext(
            trust_roots=[asn1.Certificate.load(each) for each in self.roots],
            other_certs=[asn1.Certificate.load(each) for each in self.between],
            crls=[asn1_crl.CertificateList.load(each) for each in self.lists],
            allow_fetching=self.fetches,
            revocation_mode="soft-fail",
            moment=at,
        )


def trust(stamping: Source, at: datetime, revoked: tuple[int, ...] = ()) -> Trust:
    """Roots of `MOTCUA_SEAL_ROOTS`, of the timestamps, and of the demonstration where one was made.

    `revoked` are serial numbers for the demonstration's own list; a real authority publishes its own.
    """
    named = Path(settings.SEAL_ROOTS)
    known = x509.load_pem_x509_certificates(named.read_bytes()) if named.is_file() else []
    roots = [each for each in (*known, *stamping.roots) if each.issuer == each.subject]
    between = [each for each in known if each.issuer != each.subject]
    lists: list[bytes] = []
    if demo := DemoAuthority.made():
        roots.append(demo.root)
        lists.append(demo.revoked_list(revoked, at))
    return Trust(
        tuple(each.public_bytes(Encoding.DER) for each in roots),
        tuple(each.public_bytes(Encoding.DER) for each in between),
        tuple(lists),
        settings.SEAL_FETCH,
    )
