"""The journal's log for machines: heads, tiles, proofs; hashes only, nothing about anybody (c2sp.org/tlog-tiles)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import in_log
from motcua.journal.log import anchors, heads, nodes, slip, tiles
from motcua.rules.refusal import Refusal

FOR_EVER = "public, max-age=31536000, immutable"
PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest head as a signed note (one read)."""
    return HttpResponse(_newest().note, content_type=PLAIN)


@never_cache
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The keys that sign heads, oldest first, each NAME+ID+KEY on a line."""
    return HttpResponse("".join(f"{one.text}\n" for one in heads.signers()), content_type=PLAIN)


@never_cache
@require_safe
def anchor(request: HttpRequest) -> HttpResponse:
    """The newest timestamp (DER of RFC 3161); the head it is over is `checkpoint?size=` of the header X-Log-Size."""
    last = anchors.last()
    if last is None:
        raise Http404
    return HttpResponse(
        last.response, content_type="application/timestamp-reply", headers={"X-Log-Size": str(last.size)}
    )


@require_safe
def tile(request: HttpRequest, level: int, path: str) -> HttpResponse:
    """A tile of hashes; it never changes (one read)."""
    found = tiles.tile(level, path)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/octet-stream", headers={"Cache-Control": FOR_EVER})


@never_cache
@require_safe
def inclusion(request: HttpRequest) -> HttpResponse:
    """That an event of a dossier (`ma`, `viec`) is in the newest head, or in that of `size` events."""
    leaf = slip.leaf(request.GET.get("viec", ""))
    if leaf is None:
        return _wrong("viec")

    def answer() -> dict[str, object]:
        place, head = in_log.place_of(request.GET.get("ma", ""), leaf), _newest()
        size = _number(request, "size") or head.said.size
        if place is None or place >= size or size > head.said.size:
            raise Refusal("not_in_journal")
        proof = nodes.inclusion_proof(place, size)
        return {"index": place, "size": size, "leaf": leaf.hex(), "proof": _hex(proof), "root": _root(size)}

    return _told(answer)


@never_cache
@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """That the log of `from` events is the beginning of that of `to` (of the newest head, if not said)."""

    def answer() -> dict[str, object]:
        newest = _newest().said.size
        older, size = _number(request, "from"), _number(request, "to") or newest
        if not 0 < older <= size <= newest:
            raise Refusal("not_in_journal")
        proof = nodes.consistency_proof(older, size)
        return {
            "from": older,
            "to": size,
            "proof": _hex(proof),
            "old_root": _root(older),
            "root": _root(size),
        }

    return _told(answer)


def _told(answer: Callable[[], dict[str, object]]) -> HttpResponse:
    try:
        return JsonResponse(answer())
    except Refusal as refusal:
        return JsonResponse({"error": refusal.code}, status=404)


def _wrong(name: str) -> HttpResponse:
    return JsonResponse({"error": "bad_text", "field": name}, status=400)


def _newest() -> heads.Head:
    head = heads.newest()
    if head is None:
        raise Http404
    return head


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _root(size: int) -> str:
    return nodes.root(size).hex()


def _hex(proof: tuple[bytes, ...]) -> list[str]:
    return [part.hex() for part in proof]
