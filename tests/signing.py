"""Officers and units of the small province who sign electronically, with the demonstration's own authority."""

import subprocess
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from motcua.certificates.actions import enrol_demo
from motcua.certificates.models import Certificate
from motcua.dossiers.models import CertifiedCopy, Decision
from motcua.gateways import storage
from motcua.gateways.keys import kept
from motcua.gateways.seal import DemoAuthority
from motcua.gateways.timestamp import LocalAuthority
from motcua.papers.marks import demo_hand, demo_seal
from tests.gateways.plain_files import pdf
from tests.world import LONG_AGO, World


@cache
def hand() -> bytes:
    """A handwritten signature; one for everybody, it takes long to draw."""
    return demo_hand("Nguyễn Văn Ký")


@cache
def seal_image() -> bytes:
    """A red seal."""
    return demo_seal("Ủy ban nhân dân Thành phố Hạ Long")


def enrolled(small: World, name: str = "district") -> tuple[Certificate, Certificate]:
    """Certificates for the leader and the seal of a unit, in use since long ago."""
    for file, made in _made.items():
        kept(file, lambda made=made: made)  # type: ignore[misc]
    unit = getattr(small, name)
    leader = small.officers[f"{name}.leader"]
    person = enrol_demo(leader, unit.authority_name, hand(), at=LONG_AGO)
    seal = enrol_demo(unit, unit.authority_name, seal_image(), at=LONG_AGO)
    LocalAuthority(lambda: LONG_AGO)
    for file in ("demo-seal-authority.pem", "demo-timestamp.pem"):
        _made[file] = (Path(settings.KEYS) / file).read_bytes()
    return person, seal


_made: dict[str, bytes] = {}
"""The authorities' keys, made once for all tests: each takes seconds."""


def copy_on_paper(small: World, dossier: int) -> int:
    """A certified copy's row written by hand, where documents are on paper and only the unit's seal has a certificate."""
    original = Decision.objects.get(dossier=dossier)
    seal = enrol_demo(small.district, small.district.authority_name, seal_image(), at=LONG_AGO)
    file = storage.put(pdf())
    copy = CertifiedCopy.objects.create(
        decision=original, unit=small.district, year=2026, number=1, symbol="01/SY-UBND", made_at=small.at,
        made_by=small.officers["district.registry"], certificate=seal, code="b" * 20, file_key=file.key,
        file_sha256=file.sha256, file_size=file.size,
    )  # fmt: skip
    return int(copy.pk)


def pdfsig(data: bytes, folder: Path) -> tuple[int, int]:
    """How many signatures pdfsig finds valid, and how many certificates trusted, where the demo root is."""
    store = folder / "nss"
    if not store.exists():
        store.mkdir()
        (folder / "root.der").write_bytes(DemoAuthority().root.public_bytes(Encoding.DER))
        for words in (
            ["-N", "--empty-password"],
            ["-A", "-n", "demo", "-t", "CT,C,C", "-i", folder / "root.der"],
        ):
            subprocess.run(["certutil", *words, "-d", f"sql:{store}"], check=True, capture_output=True)
    (folder / "signed.pdf").write_bytes(data)
    told = subprocess.run(
        ["pdfsig", "-nssdir", store, folder / "signed.pdf"], capture_output=True, text=True
    ).stdout
    return told.count("Signature is Valid."), told.count("Certificate is Trusted.")
