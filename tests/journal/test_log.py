"""The log over the journal: gap-free places, heads that follow from the events, anchors, and what verify finds."""

import random
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from motcua.dossiers.queries.rebuild import verify_all
from motcua.gateways.timestamp import LocalAuthority, stamp
from motcua.journal.actions import record
from motcua.journal.log import heads, nodes, tree
from motcua.journal.log.heads import NotTheSame, Signer
from motcua.journal.log.notes import opened
from motcua.journal.log.run import Log
from motcua.journal.log.sequence import Busy, Sequencer
from motcua.journal.log.tree import leaf_hash
from motcua.journal.models import Event, Leaf, Node, Pending, TreeHead
from tests.builders import MONDAY, to_received, to_returned, world
from tests.conftest import append_only_lifted

pytestmark = pytest.mark.django_db(transaction=True)
SIGNER = Signer("test.invalid/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def log(folder: Path) -> Log:
    return Log(
        SIGNER, lambda: MONDAY, folder / "heads", lambda data: stamp(data, LocalAuthority(lambda: MONDAY))
    )


def events(count: int, streams: int = 3) -> None:
    """So many events, turn by turn in a few streams."""
    with transaction.atomic():
        for number in range(count):
            record(f"unit/{number % streams}", "k", by=None, at=MONDAY, facts={"n": number})


def bodies() -> list[bytes]:
    """The bodies by their places."""
    by_key = {(event.stream, event.seq): bytes(event.body) for event in Event.objects.all()}
    return [by_key[leaf.stream, leaf.seq] for leaf in Leaf.objects.order_by("index")]


def root(data: list[bytes]) -> bytes:
    """By the definition, from nothing but the bodies."""
    if len(data) == 1:
        return leaf_hash(data[0])
    middle = tree.split(len(data))
    return tree.node_hash(root(data[:middle]), root(data[middle:]))


def test_every_event_gets_its_place_and_the_head_follows_from_the_bodies(tmp_path: Path) -> None:
    small = world()
    to_returned(small)
    to_received(small)
    assert log(tmp_path).turn() == (Event.objects.count(), 1)
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(
        range(Event.objects.count())
    )
    assert not Pending.objects.exists()
    head = heads.newest()
    assert head is not None
    assert opened(head.note, SIGNER.public).root == root(bodies())
    assert head.note in (tmp_path / "heads").read_text()
    assert verify_all().ok


def test_of_two_who_sign_at_once_the_later_one_signs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    events(5)
    Sequencer().step()
    computed = heads._recomputed

    def overtaken(known: int, size: int, before: heads.Head | None) -> bytes:
        monkeypatch.setattr(heads, "_recomputed", computed)
        assert heads.publish(SIGNER, MONDAY) is not None
        return computed(known, size, before)

    monkeypatch.setattr(heads, "_recomputed", overtaken)
    with pytest.raises(Busy):
        heads.publish(SIGNER, MONDAY)
    assert TreeHead.objects.count() == 1


def test_nothing_new_means_no_new_head(tmp_path: Path) -> None:
    events(5)
    assert log(tmp_path).turn() == (5, 1)
    assert log(tmp_path).turn() == (0, 0)


def test_a_turn_ends_although_acts_go_on_and_one_head_covers_what_waited(tmp_path: Path) -> None:
    def clock() -> datetime:
        """Read when a head is about to be signed: the next act comes just then."""
        if Event.objects.count() < 20:
            events(1)
        return MONDAY

    busy = Log(SIGNER, clock, tmp_path / "heads")
    events(5)
    assert busy.turn() == (5, 1)
    meanwhile = Event.objects.count() - 5
    assert meanwhile
    assert busy.turn() == (meanwhile, 1)


def test_many_events_make_nodes_and_a_head_every_thousand(tmp_path: Path) -> None:
    events(2300)
    assert log(tmp_path).turn() == (2300, 3)
    assert list(TreeHead.objects.order_by("size").values_list("size", flat=True)) == [1000, 2000, 2300]
    assert Node.objects.filter(level=1).count() == 2300 // 256
    assert nodes.root(2300) == root(bodies()) == nodes.frontier(2300).root()
    assert verify_all().first_bad is None


def test_proofs_lead_from_any_event_and_any_head_to_the_newest(tmp_path: Path) -> None:
    events(600)
    log(tmp_path).turn()
    data = bodies()
    whole = root(data)
    for index in (0, 255, 256, 511, 512, 599):
        assert tree.includes(index, 600, leaf_hash(data[index]), whole, nodes.inclusion_proof(index, 600))
    for older in (1, 255, 256, 257, 512, 599, 600):
        proof = nodes.consistency_proof(older, 600)
        assert tree.consistent(older, 600, root(data[:older]), whole, proof)


def test_places_stay_without_gap_while_many_write_and_two_sequence(tmp_path: Path) -> None:
    seed = random.randrange(10**9)
    print("seed", seed)
    ended, troubles = threading.Event(), []

    def writer(number: int) -> None:
        chance = random.Random(seed + number)
        for _ in range(40):
            with transaction.atomic():
                for _ in range(chance.randrange(1, 4)):
                    record(f"unit/{number}", "k", by=None, at=MONDAY, facts={})

    def sequencer(_: int) -> None:
        mine = Sequencer()
        while not ended.is_set():
            try:
                mine.step(chosen.randrange(1, 30))
                heads.publish(SIGNER, MONDAY)
            except Busy:
                continue

    def guarded(work: Callable[[int], None], number: int) -> None:
        try:
            work(number)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    chosen = random.Random(seed)
    writers = [threading.Thread(target=guarded, args=(writer, number)) for number in range(4)]
    others = [threading.Thread(target=guarded, args=(sequencer, number)) for number in range(2)]
    for thread in (*writers, *others):
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    for thread in others:
        thread.join()
    assert troubles == []
    log(tmp_path).turn()
    places = list(Leaf.objects.order_by("index").values_list("index", "stream", "seq"))
    assert [index for index, _, _ in places] == list(range(Event.objects.count()))
    for stream in {stream for _, stream, _ in places}:
        seqs = [seq for _, told, seq in places if told == stream]
        assert seqs == list(range(1, len(seqs) + 1))
    assert TreeHead.objects.count() > 1
    assert verify_all().first_bad is None


def test_a_crash_between_places_and_head_loses_nothing(tmp_path: Path) -> None:
    events(10)
    assert Sequencer().step() == 10  # the process ends here: no head
    events(3)
    assert log(tmp_path).turn() == (3, 1)
    head = heads.newest()
    assert head is not None
    assert head.said.size == 13


def test_a_crash_inside_a_step_leaves_the_queue_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events(10)
    mine = Sequencer()
    with monkeypatch.context() as broken:
        for name in ("LEAVE", "LEAVE_ALL"):
            broken.setattr(f"motcua.journal.log.sequence.{name}", "DELETE FROM no_such_table WHERE id = %s")
        with pytest.raises(DatabaseError):
            mine.step()
    assert (Leaf.objects.count(), Pending.objects.count()) == (0, 10)
    assert mine.step() == 10
    assert log(tmp_path).turn() == (0, 1)


def test_no_head_is_signed_over_a_place_that_is_not_its_events(tmp_path: Path) -> None:
    events(300)
    Sequencer().step()
    tampered('UPDATE journal_leaf SET hash = %s WHERE "index" = 7', bytes(32))
    with pytest.raises(NotTheSame):
        heads.publish(SIGNER, MONDAY)
    assert heads.newest() is None


def test_no_head_is_signed_over_a_past_that_changed(tmp_path: Path) -> None:
    events(300)
    log(tmp_path).turn()
    tampered('UPDATE journal_leaf SET hash = %s WHERE "index" = 290', bytes(32))
    events(5)
    Sequencer().step()
    with pytest.raises(NotTheSame):
        heads.publish(SIGNER, MONDAY)


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE journal_leaf SET seq = 9 WHERE "index" = 0',
        "DELETE FROM journal_leaf",
        "UPDATE journal_treehead SET note = ''",
        "DELETE FROM journal_treehead",
        "UPDATE journal_node SET number = 9",
        "DELETE FROM journal_node",
        "UPDATE journal_logkey SET since = 0",
        "DELETE FROM journal_anchor",
    ],
)
def test_the_database_refuses_to_change_the_log(statement: str, tmp_path: Path) -> None:
    events(300)
    mine = log(tmp_path)
    mine.turn()
    assert mine.anchor_if_due()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ('UPDATE journal_leaf SET hash = zeroblob WHERE "index" = 40', "place_differs"),
        ('DELETE FROM journal_leaf WHERE "index" = 40', "place_gap"),
        ('UPDATE journal_leaf SET seq = 9999 WHERE "index" = 40', "place_unknown"),
        ("UPDATE journal_node SET hash = zeroblob", "node_differs"),
        ("DELETE FROM journal_node", "node_differs"),
        ('DELETE FROM journal_leaf WHERE "index" >= 290', "heads_missing"),
        ("UPDATE journal_treehead SET note = replace(note, '300', '299')", "head_differs"),
        ("DELETE FROM journal_logkey", "head_unsigned"),
    ],
)
def test_verify_finds_a_changed_log(statement: str, why: str, tmp_path: Path) -> None:
    events(300)
    log(tmp_path).turn()
    zero = "zeroblob(32)" if connection.vendor == "sqlite" else "'\\x00'::bytea"
    tampered(statement.replace("zeroblob", zero))
    bad = verify_all().first_bad
    assert bad is not None
    assert bad.why == why
    if "= 40" in statement:
        assert (bad.stream, bad.seq) == (
            "unit/1",
            14 if why != "place_gap" else bad.seq,
        ) or why != "place_differs"


def test_verify_finds_an_event_that_left_the_queue_without_a_place(tmp_path: Path) -> None:
    events(5)
    tampered("DELETE FROM journal_pending WHERE seq = 2 AND stream = 'unit/1'")
    log(tmp_path).turn()
    bad = verify_all().first_bad
    assert bad is not None
    assert (bad.stream, bad.seq, bad.why) == ("unit/1", 2, "place_missing")


def tampered(statement: str, *values: bytes) -> None:
    """What someone with all rights over the database can do."""
    with append_only_lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)
