"""Where a signing key lies, and how to use it: `file:NAME` or `pkcs11:TOKEN/LABEL`.

A file is an encrypted PKCS#12 in the folder of secrets; its passphrase comes from `MOTCUA_SEAL_PASSPHRASE`, else from
`seal-passphrase` in that folder. A device is reached through the library `MOTCUA_PKCS11_LIBRARY` names, with the PIN of
`MOTCUA_PKCS11_PIN` or `pkcs11-pin`. No key ever leaves its device; none is kept in the database.
"""

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from pkcs11 import MechanismParamInvalid, PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.gateways.keys import kept
from motcua.rules.refusal import Refusal

FILE, DEVICE = "file:", "pkcs11:"


@contextmanager
def opened(reference: str, certificate: bytes, chain: tuple[bytes, ...] = ()) -> Iterator[Signer]:
    """What signs with the key at `reference` for `certificate` (DER); `chain` are the certificates above it.

    Refuses `signing_key_missing` where the key cannot be reached, and `signing_key_wrong` where it is not the
    certificate's.
    """
    if reference.startswith(FILE):
        yield _from_file(reference.removeprefix(FILE), certificate, chain)
    elif reference.startswith(DEVICE):
        with _from_device(reference.removeprefix(DEVICE), certificate, chain) as signer:
            yield signer
    else:
        raise Refusal("signing_key_missing", reference=reference)


def try_key(reference: str, certificate: bytes, chain: tuple[bytes, ...] = ()) -> None:
    """Sign a few bytes, so that a missing key, a wrong PIN or another certificate's key is found before it is needed.

    Refuses what `opened` refuses.
    """
    with opened(reference, certificate, chain) as signer:
        try:
            signature = asyncio.run(signer.async_sign_raw(TRIAL, "sha256"))
        except (PKCS11Error, MechanismParamInvalid) as error:
            raise Refusal("signing_key_missing", reference=reference) from error
    public = x509.load_der_x509_certificate(certificate).public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, TRIAL, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, TRIAL, ec.ECDSA(hashes.SHA256()))
        else:
            raise Refusal("signing_key_wrong", reference=reference)
    except InvalidSignature as error:
        raise Refusal("signing_key_wrong", reference=reference) from error


TRIAL = b"motcua tries whether a key is there"


def certificate_of(data: bytes) -> x509.Certificate:
    """A certificate from PEM or DER. Refuses `bad_certificate`."""
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise Refusal("bad_certificate") from error


def passphrase() -> bytes:
    """What opens the files of keys."""
    told = os.environ.get("MOTCUA_SEAL_PASSPHRASE")
    return told.encode() if told else kept("seal-passphrase", lambda: secrets.token_urlsafe(32).encode())


def _from_file(name: str, certificate: bytes, chain: tuple[bytes, ...]) -> Signer:
    reference = FILE + name
    path = Path(settings.KEYS) / name
    if "/" in name or name.startswith(".") or not path.is_file():
        raise Refusal("signing_key_missing", reference=reference)
    try:
        key, own, _ = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase())
    except ValueError as error:
        raise Refusal("signing_key_missing", reference=reference) from error
    if (
        own is None
        or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        or own.public_bytes(serialization.Encoding.DER) != certificate
    ):
        raise Refusal("signing_key_wrong", reference=reference)
    archive = pkcs12.serialize_key_and_certificates(
        None, key, own, None, serialization.BestAvailableEncryption(b"motcua")
    )  # pyHanko takes keys as an archive; this copy lives in memory only
    signer = SimpleSigner.load_pkcs12_data(archive, _parsed(chain), passphrase=b"motcua")
    if not isinstance(signer, SimpleSigner):
        raise Refusal("signing_key_missing", reference=reference)
    return signer


@contextmanager
def _from_device(name: str, certificate: bytes, chain: tuple[bytes, ...]) -> Iterator[Signer]:
    reference = DEVICE + name
    token, _, label = name.partition("/")
    pin = os.environ.get("MOTCUA_PKCS11_PIN")
    path = Path(settings.KEYS) / "pkcs11-pin"
    if not settings.PKCS11_LIBRARY or not (pin or path.is_file()):
        raise Refusal("signing_key_missing", reference=reference)
    store = SimpleCertificateStore()
    for each in _parsed(chain):
        store.register(each)
    try:
        session = open_pkcs11_session(
            settings.PKCS11_LIBRARY, token_criteria=TokenCriteria(label=token), user_pin=pin or path.read_text().strip()
        )  # fmt: skip
    except (PKCS11Error, MechanismParamInvalid, OSError, RuntimeError, ValueError) as error:
        raise Refusal("signing_key_missing", reference=reference) from error
    with session:
        try:
            yield PKCS11Signer(
                session, signing_cert=asn1.Certificate.load(certificate), key_label=label, ca_chain=tuple(store),
                other_certs_to_pull=(), bulk_fetch=False,
            )  # fmt: skip
        except PKCS11Error as error:
            raise Refusal("signing_key_missing", reference=reference) from error


def _parsed(chain: tuple[bytes, ...]) -> list[asn1.Certificate]:
    return [asn1.Certificate.load(each) for each in chain]
