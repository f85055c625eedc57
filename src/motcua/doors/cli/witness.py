"""`motcua witness URL --state FOLDER`: watch another machine's journal; status 1, loudly, when it was rewritten.

Run it from a timer, on a machine of another agency. It needs no database.
"""

import argparse
import os
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from motcua.doors.cli.arguments import now
from motcua.doors.cli.talk import fail, say
from motcua.gateways.outward import call
from motcua.journal.log.notes import WITNESS, BadNote, Verifier, public_of, verifier
from motcua.journal.log.witness import Fetch, Rewritten, Witness

PATIENCE = 20
"""Seconds an answer may take."""
LARGEST = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which log, where to keep what was seen."""
    parser.add_argument("url", metavar="URL", help="https://motcua.example.vn/nhat-ky/")
    parser.add_argument("--state", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(
        "--key", metavar="KEY",
        help=say("khóa công khai của nhật ký, báo riêng (lần đầu)", "the log's public key, told apart (first time)"),
    )  # fmt: skip
    parser.add_argument(
        "--name", default="witness.invalid", help=say("tên người chứng", "the witness's name")
    )


def run(args: argparse.Namespace) -> int:
    """Look once."""
    if urlsplit(args.url).scheme not in {"http", "https"}:
        fail(f"không phải địa chỉ http: {args.url}", f"not an http address: {args.url}", 2)
    folder: Path = args.state
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    witness = Witness(folder, args.name, _own_key(folder / "key"))

    def fetch(path: str) -> bytes:
        with call(f"{args.url.rstrip('/')}/{path}", timeout=PATIENCE) as answer:
            told: bytes = answer.read(LARGEST)
            return told

    try:
        new, head = witness.look(fetch, _log_key(folder / "log-key", args.key, fetch), int(now().timestamp()))
    except Rewritten as error:
        fail(
            f"CẢNH BÁO: nhật ký đã bị viết lại: {error}; bằng chứng: {folder / 'refused'}",
            f"ALARM: the journal was rewritten: {error}; evidence: {folder / 'refused'}",
        )
    print(say(f"{head.size} việc, {new} việc mới, mã gốc {head.root.hex()}",
              f"{head.size} events, {new} new, root {head.root.hex()}"))  # fmt: skip
    print(say("khóa người chứng:", "witness key:"), public_of(witness.key, args.name, WITNESS).text)
    return 0


def _log_key(file: Path, told: str | None, fetch: Fetch) -> Verifier:
    """The log's key: as kept; the first time as told, else as the log itself says, and then kept for good."""
    kept = file.read_text().strip() if file.exists() else ""
    if kept and told and kept != told.strip():
        fail(f"khóa khác với khóa đã giữ trong {file}", f"this is not the key kept in {file}", 2)
    text = kept or told or fetch("key").decode().splitlines()[-1]
    try:
        found = verifier(text)
    except BadNote as error:
        fail(f"khóa sai: {error}", f"bad key: {error}", 2)
    if not kept:
        file.write_text(f"{found.text}\n")
    return found


def _own_key(file: Path) -> Ed25519PrivateKey:
    """The witness's key, made the first time."""
    if not file.exists():
        raw = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            written.write(raw)
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
