"""`motcua verify`: recompute the journal and every dossier from it; status 1 at the first event that does not fit."""

import argparse
from dataclasses import replace

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json
from motcua.doors.cli.talk import fail, say
from motcua.dossiers.queries.rebuild import Rebuilt, verify_all
from motcua.dossiers.queries.signed_files import first_bad_document, open_intents
from motcua.journal.verify import Bad
from motcua.privacy.queries.looks import first_bad_day

WORDS: dict[str, tuple[str, str]] = {
    "unreadable": ("không đọc được", "cannot be read"),
    "wrong_type": ("một cột có kiểu lạ", "a column is of another type"),
    "hash_differs": ("mã băm không khớp nội dung", "the hash is not that of the bytes"),
    "not_canonical": ("nội dung không ở dạng chuẩn", "the bytes are not in canonical form"),
    "column_differs": ("cột khác với nội dung đã băm", "a column differs from the hashed bytes"),
    "gap": ("thiếu một việc trước đó", "an event before it is missing"),
    "chain_broken": ("không nối với việc trước", "it does not follow the event before it"),
    "key_twice": ("khóa bị dùng hai lần", "its key is used twice"),
    "database_damaged": ("tệp dữ liệu bị hỏng", "the database file is damaged"),
    "place_missing": (
        "chưa có chỗ trong nhật ký chung mà cũng không chờ",
        "it has no place in the log and does not wait for one",
    ),
    "place_gap": ("nhật ký chung thiếu một chỗ", "a place in the log is missing"),
    "place_differs": (
        "mã băm ở chỗ của nó khác với nội dung",
        "the hash at its place is not that of its bytes",
    ),
    "place_unknown": ("chỗ này không có việc nào", "its place in the log has no event"),
    "node_differs": ("cây băm không khớp các việc", "the tree of hashes does not follow from the events"),
    "head_differs": ("đầu đã ký không khớp các việc", "a signed head does not follow from the events"),
    "head_unsigned": ("đầu không có chữ ký đúng", "a head has no valid signature"),
    "heads_missing": (
        "đầu đã ký bao nhiêu việc hơn số còn lại",
        "a signed head covers more events than there are",
    ),
    "wrong_start": ("hồ sơ không thể bắt đầu như vậy", "no dossier begins like this"),
    "state_jump": ("trạng thái không nối tiếp", "the state does not follow the one before"),
    "no_transition": ("bảng vòng đời không cho phép", "the lifecycle table has no such step"),
    "dossier_missing": ("hồ sơ không còn", "the dossier is gone"),
    "events_missing": ("hồ sơ không có việc nào trong nhật ký", "the dossier has no event in the journal"),
    "dossier_differs": ("hồ sơ khác với nhật ký", "the dossier's row differs from the journal"),
    "slip_missing": ("phiếu đã mất", "a slip is gone"),
    "slip_altered": ("phiếu đã bị sửa", "a slip was altered"),
    "file_missing": ("tệp kèm theo đã mất hoặc bị đổi", "an attached file is gone or was exchanged"),
    "file_unknown": ("tệp kèm theo không có trong nhật ký", "an attached file is not in the journal"),
    "erased_unknown": (
        "dữ liệu bị xóa mà nhật ký không ghi",
        "data was erased without a word in the journal",
    ),
    "looks_differ": ("ai đã xem dữ liệu trong ngày đã bị đổi", "a day's record of who looked was changed"),
    "signed_file_missing": ("tệp của văn bản đã ký không còn", "the file of a signed document is gone"),
    "signed_file_altered": (
        "tệp của văn bản đã ký bị đổi trong kho",
        "the file of a signed document was changed in the store",
    ),
    "signed_file_unknown": (
        "tệp của văn bản không phải tệp nhật ký đã ghi lúc ký",
        "a document's file is not the one the journal saw signed",
    ),
    "signature_broken": (
        "chữ ký hoặc con dấu trên văn bản không còn đúng",
        "a document's signature or seal does not hold",
    ),
    "recall_differs": (
        "việc thu hồi văn bản khác với nhật ký",
        "a document's recall differs from the journal",
    ),
    "slip_unknown": ("phiếu không có trong nhật ký", "a slip is not in the journal"),
}
"""Why an event is bad, in Vietnamese and English."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How far to go, and how to report."""
    parser.add_argument(
        "--journal-only", action="store_true",
        help=say("không kiểm tra tệp của văn bản đã ký", "leave out the files of signed documents"),
    )  # fmt: skip
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Verify, and name the first bad event."""
    with show.progress(say("Kiểm tra nhật ký", "Verifying the journal")) as meter:
        found = verify_all(meter.at)
    if found.ok and (day := first_bad_day()):
        found = replace(found, first_bad=Bad("looks", None, "looks_differ", day.isoformat()))
    if found.ok and not args.journal_only:
        with show.progress(say("Kiểm tra văn bản đã ký", "Verifying signed documents")) as meter:
            found = replace(found, first_bad=first_bad_document(meter.at))
    left = open_intents() if found.ok else ()
    if args.json:
        show.as_json({**told(found), "open_intents": list(left)})
        return 0 if found.ok else 1
    if found.first_bad is not None:
        fail(in_words(found.first_bad), in_words(found.first_bad))
    print(
        say(f"nhật ký nguyên vẹn: {found.events} việc, {found.dossiers} hồ sơ, mã {found.digest}",
            f"the journal is whole: {found.events} events, {found.dossiers} dossiers, digest {found.digest}")
    )  # fmt: skip
    if left:
        print(say(f"ý định ký chưa khép (dấu vết một lần máy dừng): {', '.join(left)}",
                  f"intents to sign left open (traces of a crash): {', '.join(left)}"))  # fmt: skip
    return 0


def told(found: Rebuilt) -> dict[str, show.Plain]:
    """The answer as `--json` prints it."""
    bad = found.first_bad
    return {
        "events": found.events,
        "dossiers": found.dossiers,
        "journal_ok": found.ok,
        "digest": found.digest,
        "first_bad": {"stream": bad.stream, "seq": bad.seq, "why": bad.why, "detail": bad.detail}
        if bad
        else None,
    }


def in_words(bad: Bad) -> str:
    """Which event, and why, in one line."""
    where = f"{bad.stream} #{bad.seq}" if bad.seq is not None else bad.stream
    why = say(*WORDS[bad.why]) + (f" ({bad.detail})" if bad.detail else "")
    return say("nhật ký sai", "the journal is bad") + (f": {where}: {why}" if where else f": {why}")
