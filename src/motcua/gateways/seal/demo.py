"""A certificate authority for demonstrations and tests: every name says DEMO, and nobody else trusts it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from motcua.gateways.keys import kept

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2065, 1, 1, tzinfo=UTC)
"""The demonstration plays years that are over, so its certificates cover them."""
DEMO = "motcua DEMO"
KEPT = "demo-seal-authority.pem"
PEM = serialization.Encoding.PEM
LIST_LASTS = timedelta(days=30)
LONGEST_NAME = 64  # ub-common-name, RFC 5280 appendix A.1; counted in bytes


class DemoAuthority:
    """Its root key and certificate are made once and kept in the folder of secrets."""

    def __init__(self) -> None:
        material = kept(KEPT, _make)
        key = serialization.load_pem_private_key(material, None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(KEPT)
        self._key = key
        self.root = x509.load_pem_x509_certificate(material)

    @classmethod
    def made(cls) -> Self | None:
        """The authority, if this installation has ever made one."""
        return cls() if (Path(settings.KEYS) / KEPT).is_file() else None

    def certificate(
        self, public: rsa.RSAPublicKey, name: str, unit: str, *, seal: bool, bits: tuple[datetime, datetime] = (FIRST, LAST)
    ) -> x509.Certificate:  # fmt: skip
        """A certificate for a person of a unit (`seal`: for the unit itself) between two moments."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(unit)),
                x509.NameAttribute(
                    NameOID.ORGANIZATIONAL_UNIT_NAME, f"{DEMO} {'seal' if seal else 'person'}"
                ),
                x509.NameAttribute(NameOID.COMMON_NAME, _short(name)),
            ]
        )
        identity = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        return (
            x509.CertificateBuilder(self.root.subject, subject, public, x509.random_serial_number(), *bits)
            .add_extension(x509.BasicConstraints(False, None), True)
            .add_extension(_usage(certificates=False), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identity), False)
            .sign(self._key, hashes.SHA256())
        )

    def issue(self, file: str, name: str, unit: str, *, seal: bool, passphrase: bytes) -> x509.Certificate:
        """A new key in an encrypted PKCS#12 file of the folder of secrets, and its certificate."""

        def make() -> bytes:
            key = rsa.generate_private_key(65537, 2048)
            own = self.certificate(key.public_key(), name, unit, seal=seal)
            return pkcs12.serialize_key_and_certificates(
                DEMO.encode(), key, own, [self.root], serialization.BestAvailableEncryption(passphrase)
            )

        _, own, _ = pkcs12.load_key_and_certificates(kept(file, make), passphrase)
        if own is None:
            raise ValueError(file)
        return own

    def revoked_list(self, serials: tuple[int, ...], at: datetime) -> bytes:
        """The revocation list of the moment, DER."""
        since = at.astimezone(UTC) - timedelta(hours=1)
        made = x509.CertificateRevocationListBuilder(self.root.subject, since, since + LIST_LASTS)
        for serial in serials:
            one = x509.RevokedCertificateBuilder(serial, since).build()
            made = made.add_revoked_certificate(one)
        return made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _short(text: str) -> str:
    return text.encode()[:LONGEST_NAME].decode(errors="ignore").strip()


def _make() -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{DEMO} - no legal value - seal root")])
    root = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), FIRST, LAST)
        .add_extension(x509.BasicConstraints(True, 0), True)
        .add_extension(_usage(certificates=True), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + root.public_bytes(PEM)


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """May sign certificates and lists, or documents (non-repudiation)."""
    return x509.KeyUsage(
        digital_signature=not certificates, content_commitment=not certificates, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=certificates, crl_sign=certificates,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
