"""Keys in a PKCS#11 device, really executed by SoftHSM: one made inside, one imported; neither ever comes out."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11.util.rsa import encode_rsa_public_key

from motcua.certificates.actions import enrol
from motcua.certificates.models import Certificate
from motcua.dossiers import actions
from motcua.dossiers.models import Decision
from motcua.gateways import seal as seals
from motcua.gateways import storage, timestamp
from motcua.gateways.seal import DemoAuthority
from motcua.journal import queries as journal
from motcua.organisation.models import Officer, Unit
from motcua.rules.refusal import Refusal
from tests import builders
from tests.signing import enrolled, hand, pdfsig, seal_image
from tests.world import LONG_AGO

pytestmark = pytest.mark.django_db
LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
             "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")  # fmt: skip
TOKEN, PIN, OFFICER_PIN = "motcua", "2026-thu", "quan-tri-2026"


@dataclass(frozen=True)
class Device:
    """A token with two keys, and what is known of them outside: the public halves."""

    library: str
    person: rsa.RSAPublicKey
    seal: rsa.RSAPublicKey


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    """A token initialised in a folder of its own: the person's key made inside it, the seal's imported."""
    library = next((each for each in LIBRARIES if Path(each).is_file()), None)
    if library is None or not shutil.which("softhsm2-util"):
        pytest.skip("no SoftHSM: apt-get install softhsm2")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        _util("--init-token", "--free", "--label", TOKEN, "--so-pin", OFFICER_PIN, "--pin", PIN)
        imported = rsa.generate_private_key(65537, 2048)
        file = folder / "seal.pem"
        file.write_bytes(
            imported.private_bytes(
                Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        _util("--import", str(file), "--token", TOKEN, "--label", "con-dau", "--id", "02", "--pin", PIN)
        file.unlink()
        with pkcs11.lib(library).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
            public, private = session.generate_keypair(
                pkcs11.KeyType.RSA, 2048, label="lanh-dao", id=b"\x01", store=True
            )
            assert private[pkcs11.Attribute.EXTRACTABLE] is False
            made = serialization.load_der_public_key(_spki(encode_rsa_public_key(public)))
        assert isinstance(made, rsa.RSAPublicKey)
        yield Device(library, made, imported.public_key())


def _util(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def _spki(pkcs1: bytes) -> bytes:
    """A bare RSA public key as cryptography reads it."""
    wrapped = subprocess.run(
        ["openssl", "rsa", "-RSAPublicKey_in", "-inform", "DER", "-pubout", "-outform", "DER"],
        input=pkcs1, capture_output=True, check=True,
    )  # fmt: skip
    return wrapped.stdout


@pytest.fixture
def small(device: Device, monkeypatch: pytest.MonkeyPatch, settings: object) -> builders.World:
    """A small province whose unit has the device; its demonstration keys are replaced by the device's."""
    monkeypatch.setenv("MOTCUA_PKCS11_PIN", PIN)
    settings.PKCS11_LIBRARY = device.library  # type: ignore[attr-defined]
    found = builders.world()
    enrolled(found)
    return found


def enrol_device(holder: Officer | Unit, public: rsa.RSAPublicKey, label: str, image: bytes) -> Certificate:
    """A certificate of the test's authority for a key of the device, enrolled for its holder."""
    authority, seal = DemoAuthority(), isinstance(holder, Unit)
    made = authority.certificate(public, f"Khóa {label}", "Thành phố Hạ Long", seal=seal)
    return enrol(
        holder, certificate=made.public_bytes(Encoding.DER), key_reference=f"pkcs11:{TOKEN}/{label}", image=image,
        by=None, at=LONG_AGO, chain=(authority.root.public_bytes(Encoding.DER),),
    )  # fmt: skip


def test_a_result_signed_and_sealed_by_keys_of_a_device_is_valid_and_trusted(
    small: builders.World, device: Device, tmp_path: Path
) -> None:
    person = enrol_device(small.officers["district.leader"], device.person, "lanh-dao", hand())
    seal = enrol_device(small.district, device.seal, "con-dau", seal_image())
    done = builders.to_issued(small)
    decision = Decision.objects.get(dossier=done.dossier)
    assert (decision.signer_certificate, decision.seal_certificate) == (person, seal)
    data = storage.get(decision.file_key)
    found = seals.check(data, seals.trust(timestamp.configured(lambda: small.at), small.at), small.at)
    assert found.certified
    assert found.good(seals.PERSON, seals.SEAL)
    assert [mark.name for mark in found.marks] == ["Khóa lanh-dao", "Khóa con-dau"]
    assert pdfsig(data, tmp_path) == (2, 2)
    data = data[:700] + bytes([data[700] ^ 1]) + data[701:]
    assert pdfsig(data, tmp_path)[0] == 0


def test_a_key_that_is_not_there_or_is_another_ones_is_found_when_it_is_enrolled(
    small: builders.World, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = small.officers["district.leader"]
    with pytest.raises(Refusal, match="signing_key_missing"):
        enrol_device(leader, device.person, "khong-co", hand())
    with pytest.raises(Refusal, match="signing_key_wrong"):
        enrol_device(leader, device.person, "con-dau", hand())
    monkeypatch.setenv("MOTCUA_PKCS11_PIN", "sai-ma-pin")
    with pytest.raises(Refusal, match="signing_key_missing"):
        enrol_device(leader, device.person, "lanh-dao", hand())
    assert not Certificate.objects.filter(key_reference__startswith="pkcs11").exists()


def test_a_device_pulled_out_leaves_the_act_undone_and_says_so_in_the_journal(
    small: builders.World, device: Device, settings: object
) -> None:
    enrol_device(small.officers["district.leader"], device.person, "lanh-dao", hand())
    done = builders.to_awaiting_signature(small)
    settings.PKCS11_LIBRARY = "/khong/co.so"  # type: ignore[attr-defined]
    by = small.who("district", "leader")
    with pytest.raises(Refusal, match="signing_key_missing"):
        actions.approve(done.dossier, by=by, at=small.later())
    decision = Decision.objects.get(dossier=done.dossier)
    assert decision.signed_at is None
    assert [e.kind for e in journal.entries(decision.stream)] == ["sign_intended", "abandoned"]
    settings.PKCS11_LIBRARY = device.library  # type: ignore[attr-defined]
    assert actions.approve(done.dossier, by=by, at=small.later()).state == "signed"
