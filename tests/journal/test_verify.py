"""Verifying names what does not fit: a row, a chain, a dossier, a slip."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.doors.cli.verify import WORDS
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Dossier, Slip
from motcua.dossiers.queries.rebuild import WHYS as DOSSIER_WHYS
from motcua.dossiers.queries.rebuild import verify_all
from motcua.dossiers.queries.signed_files import WHYS as SIGNED_WHYS
from motcua.journal.models import Event
from motcua.journal.verify import WHYS, Bad, Row, Verified, walk
from motcua.privacy.queries.looks import WHYS as LOOK_WHYS
from motcua.rules.canonical import NO_PREVIOUS, Value, canonical, event_hash
from tests.builders import WAYS, World, to_in_process, to_received, world

AT = "2026-03-02T01:00:00.000000Z"


def event(seq: int = 1, prev: str = NO_PREVIOUS, stream: str = "unit/1", **changes: Value) -> Row:
    """A row as `record` would write it, its body changed."""
    said: dict[str, Value] = {
        "stream": stream, "seq": seq, "kind": "k", "actor": None, "at": AT, "key": f"{stream}:{seq}", "prev": prev,
        "facts": {}, **changes,
    }  # fmt: skip
    body = canonical(said)
    return (stream, seq, "k", None, AT, f"{stream}:{seq}", body, prev, event_hash(body))


def judged(*rows: Row) -> tuple[int | None, str] | None:
    """Number and reason of the first bad row."""
    bad = walk(rows).first_bad
    return (bad.seq, bad.why) if bad else None


def test_a_chain_that_fits_is_whole_and_its_digest_knows_every_head() -> None:
    first = event()
    second = event(2, str(first[8]))
    assert judged(first, second) is None
    assert walk([first, second]).digest != walk([first]).digest
    assert walk([first, event(stream="unit/2")]) == Verified(
        2, 2, walk([first, event(stream="unit/2")]).digest, None
    )


def test_each_way_to_spoil_a_row_has_its_reason() -> None:
    first = event()
    body = first[6]
    assert isinstance(body, bytes)
    changed = list(first)
    changed[2] = "other"
    assert judged(tuple(changed)) == (1, "column_differs")
    assert judged((*first[:8], "0" * 64)) == (1, "hash_differs")
    assert judged((*first[:6], str(first[6]), *first[7:])) == (1, "wrong_type")
    assert judged((first[0], True, *first[2:])) == (None, "wrong_type")
    spaced = body.replace(b":", b": ", 1)
    assert judged((*first[:6], spaced, first[7], event_hash(spaced))) == (1, "not_canonical")
    twice = body.replace(b'"facts":{}', b'"facts":{"a":1,"a":2}')
    assert judged((*first[:6], twice, first[7], event_hash(twice))) == (1, "not_canonical")
    deep = b"[" * 100_000
    assert judged((*first[:6], deep, first[7], event_hash(deep))) == (1, "not_canonical")
    assert judged(event(seq=2)) == (2, "gap")
    assert judged(event(prev="1" * 64)) == (1, "chain_broken")
    assert judged(first, event(2, str(first[8])[::-1])) == (2, "chain_broken")


def test_every_reason_has_words() -> None:
    assert set(WORDS) == WHYS | DOSSIER_WHYS | LOOK_WHYS | SIGNED_WHYS


@contextmanager
def unguarded() -> Iterator[None]:
    """Write past the models and their acts, as somebody with the database's password would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("journal_no_update", "journal_no_delete"):
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
    yield


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS.values(), ids=lambda way: way.__name__)
def test_every_state_rebuilds_from_the_journal(way: Callable[[World], Done]) -> None:
    small = world()
    way(small)
    found = verify_all()
    assert found.first_bad is None
    assert found.dossiers == 1
    assert found.events == Event.objects.count()


@pytest.mark.django_db
def test_many_dossiers_are_matched_by_name_whatever_their_numbers() -> None:
    small = world()
    for _ in range(12):
        to_received(small)
    assert verify_all().dossiers == 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("state", "signed", "state"), ("seq", 9, "seq"), ("head", "f" * 64, "head"), ("due_at", None, "due"),
        ("finished_at", "2026-03-02T01:00:00Z", "finished"),
    ],
)  # fmt: skip
def test_a_dossier_changed_behind_the_acts_is_named(column: str, value: object, why: str) -> None:
    small = world()
    done = to_in_process(small)
    Dossier.objects.filter(pk=done.dossier).update(**{column: value})
    assert verify_all().first_bad == Bad(f"dossier/{done.dossier}", done.seq, "dossier_differs", why)


@pytest.mark.django_db
def test_an_altered_slip_is_named_with_its_event() -> None:
    small = world()
    done = to_received(small)
    slip = Slip.objects.get(dossier=done.dossier)
    Slip.objects.filter(pk=slip.pk).update(facts={**slip.facts, "fee": 1})
    assert verify_all().first_bad == Bad(f"dossier/{done.dossier}", 1, "slip_altered", slip.symbol)
    slip.delete()
    assert verify_all().first_bad == Bad(f"dossier/{done.dossier}", 1, "slip_missing", slip.symbol)


@pytest.mark.django_db
def test_data_erased_without_a_word_in_the_journal_is_found() -> None:
    small = world()
    done = to_received(small)
    Slip.objects.filter(dossier=done.dossier).update(facts={})
    Dossier.objects.filter(pk=done.dossier).update(salt=b"")
    assert verify_all().first_bad == Bad(f"dossier/{done.dossier}", 1, "erased_unknown")


@pytest.mark.django_db
def test_a_lost_last_event_a_lost_middle_one_and_a_lost_stream_are_named() -> None:
    small = world()
    done = to_in_process(small)
    stream = f"dossier/{done.dossier}"
    with unguarded():
        Event.objects.filter(stream=stream, seq=done.seq).delete()
        assert verify_all().first_bad == Bad(stream, done.seq - 1, "dossier_differs", "seq")
        Event.objects.filter(stream=stream, seq=2).delete()
        assert verify_all().first_bad == Bad(stream, 3, "gap", "2")
        Event.objects.filter(stream=stream).delete()
        assert verify_all().first_bad == Bad(stream, None, "events_missing")


@pytest.mark.django_db
def test_a_rewritten_event_is_named_even_with_a_fresh_hash() -> None:
    small = world()
    done = to_in_process(small)
    stream = f"dossier/{done.dossier}"
    old = Event.objects.get(stream=stream, seq=2)
    body = bytes(old.body).replace(b'"to":"handed_over"', b'"to":"in_process"')
    assert body != bytes(old.body)
    with unguarded():
        Event.objects.filter(stream=stream, seq=2).update(body=body, hash=event_hash(body))
        assert verify_all().first_bad == Bad(stream, 2, "no_transition")


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE journal_event SET kind = 'x'", "DELETE FROM journal_event"])
def test_the_database_refuses_to_change_or_delete_an_event(statement: str) -> None:
    world()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
