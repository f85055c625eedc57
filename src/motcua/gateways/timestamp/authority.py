"""A time stamping authority of this machine's own, for demonstrations and tests: it proves nothing to anybody else.

Two certificates, as in earnest: a root, and the authority under it. Both names say what it is.
"""

import importlib
from collections.abc import Callable
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from motcua.gateways.keys import kept

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2065, 1, 1, tzinfo=UTC)
"""The demonstration plays years that are over, so its certificates cover them."""
DEMO = "motcua DEMO - no legal value"
Answer = Callable[[bytes, bytes, bytes, datetime], bytes]
PEM = serialization.Encoding.PEM


class LocalAuthority:
    """Stamps what it is asked to with `clock()`; keys and certificates are made once, in the folder of secrets."""

    demo = True
    name = DEMO

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        material = kept("demo-timestamp.pem", _make)
        self._key = serialization.load_pem_private_key(material, None)
        authority, root = x509.load_pem_x509_certificates(material)
        self.certificate, self.roots = authority, (root,)

    def answer(self, request: bytes) -> bytes:
        """A token over what the request names, with the authority's own certificate and no other."""
        der = serialization.Encoding.DER
        private = self._key.private_bytes(
            der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        at = self._clock().astimezone(UTC).replace(microsecond=0)
        # pyHanko, a second to load, is opened when something is stamped.
        answer: Answer = importlib.import_module("motcua.gateways.timestamp.stamper").local_answer
        return answer(request, self.certificate.public_bytes(der), private, at)


def _make() -> bytes:
    """The authority's private key, its certificate and the root's, as PEM; the root's own key is forgotten."""
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root_name, name = (_name(f"{DEMO} - {what}") for what in ("timestamp root", "timestamp authority"))
    identity = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    root = (
        _certificate(root_name, root_key, root_name)
        .add_extension(x509.BasicConstraints(True, 0), True)
        .add_extension(_usage(certificates=True), True)
        .add_extension(identity, False)
        .sign(root_key, hashes.SHA256())
    )
    authority = (
        _certificate(name, key, root_name)
        .add_extension(x509.BasicConstraints(False, None), True)
        .add_extension(_usage(certificates=False), True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identity), False)
        .sign(root_key, hashes.SHA256())
    )
    private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + authority.public_bytes(PEM) + root.public_bytes(PEM)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(name: x509.Name, key: rsa.RSAPrivateKey, issuer: x509.Name) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(issuer, name, key.public_key(), x509.random_serial_number(), FIRST, LAST)


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """May sign certificates, or tokens."""
    return x509.KeyUsage(
        digital_signature=not certificates, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=certificates, crl_sign=certificates, encipher_only=False, decipher_only=False,
    )  # fmt: skip
