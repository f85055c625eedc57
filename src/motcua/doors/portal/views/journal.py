"""Check the journal: its newest head, who stamped it, and whether a receipt's event is in it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.doors.portal.frame import language, page
from motcua.dossiers.queries import in_log
from motcua.journal.log import anchors, heads, nodes, slip, tree
from motcua.journal.log.heads import Head
from motcua.rules.refusal import Refusal
from motcua.ui.fields import Field
from motcua.ui.refusals import words

LONGEST = 120
FIELDS = ("ma", "viec", "dau")


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a check.

    `place`: of the receipt's event, counted from 1, None while it waits; `head`: whether the head on the receipt is one of
    this log, None where it carries none.
    """

    place: int | None
    proved: bool
    head: bool | None

    @property
    def good(self) -> bool:
        """Nothing contradicts the receipt."""
        return self.head is not False and (self.place is None or self.proved)


@never_cache
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The page; with `ma`, `viec` and `dau` from a receipt's QR code also what came of the check (nine reads at most)."""
    typed = {name: request.GET.get(name, "").strip()[:LONGEST] for name in FIELDS}
    head, error, found = heads.newest(), "", None
    if typed["viec"] or typed["ma"]:
        try:
            found = _checked(typed, head)
        except Refusal as refusal:
            said = words(refusal, language())
            error = f"{said.title} {said.do}"
    context = {
        "log": head, "anchor": anchors.last(), "keys": heads.signers(), "found": found,
        "errors": [(error, "ma")] if error else [], "fields": _fields(typed),
    }  # fmt: skip
    return page(request, "portal/journal.html", context, status=404 if error else 200)


def _checked(typed: dict[str, str], head: Head | None) -> Found:
    leaf = slip.leaf(typed["viec"])
    if leaf is None:
        raise Refusal("not_in_journal")
    place = in_log.place_of(typed["ma"], leaf)
    short = slip.short(typed["dau"])
    if head is None:
        return Found(None, False, None if short is None else False)
    size = head.said.size
    if place is not None and place >= size:
        place = None
    proved = place is not None and tree.includes(
        place, size, leaf, head.said.root, nodes.inclusion_proof(place, size)
    )
    if short is None:
        return Found(None if place is None else place + 1, proved, None)
    known = 0 < short.size <= size
    root = nodes.root(short.size) if known else b""
    proof = nodes.consistency_proof(short.size, size) if known else ()
    whole = (
        known and short.is_that_of(root) and tree.consistent(short.size, size, root, head.said.root, proof)
    )
    return Found(None if place is None else place + 1, proved, whole)


def _fields(typed: dict[str, str]) -> tuple[Field, ...]:
    said = {
        "ma": (gettext("Mã hồ sơ"), gettext("In trên Giấy tiếp nhận hồ sơ.")),
        "viec": (gettext("Mã việc"), gettext("Phần sau “viec=” khi quét mã QR.")),
        "dau": (gettext("Đầu nhật ký in trên giấy"), gettext("Phần sau “dau=” khi quét mã QR; để trống nếu không có.")),
    }  # fmt: skip
    plain = {"autocomplete": "off", "spellcheck": "false"}
    return tuple(
        Field(name, label, value=typed[name], hint=hint, width=30, attrs=plain)
        for name, (label, hint) in said.items()
    )
