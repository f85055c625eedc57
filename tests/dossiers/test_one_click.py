"""Second clicks, stale pages, wrong persons, wrong moments: one effect, or a refusal that leaves nothing behind."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections

from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.journal.models import Event
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from tests import builders


@pytest.mark.django_db
def test_the_same_key_twice_is_one_reception() -> None:
    small = builders.world()
    receiver = small.who("commune", "receiver")
    first = actions.receive(builders.filing(small), by=receiver, at=small.at, key="k1")
    again = actions.receive(builders.filing(small), by=receiver, at=small.later(), key="k1")
    assert (again.dossier, again.code, again.repeated) == (first.dossier, first.code, True)
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_for_another_request_is_refused() -> None:
    small = builders.world()
    receiver = small.who("commune", "receiver")
    actions.receive(builders.filing(small), by=receiver, at=small.at, key="k1")
    with pytest.raises(Refusal, match="key_reused"):
        actions.receive(builders.filing(small, matter="khác"), by=receiver, at=small.at, key="k1")
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_a_key_used_on_another_dossier_is_refused_and_changes_nothing() -> None:
    small = builders.world()
    receiver = small.who("commune", "receiver")
    one, two = builders.to_received(small), builders.to_received(small)
    actions.hand_over(one.dossier, by=receiver, at=small.later(), key="k")
    with pytest.raises(Refusal, match="key_reused"):
        actions.hand_over(two.dossier, by=receiver, at=small.later(), key="k")
    assert builders.stored(two).state == State.RECEIVED


@pytest.mark.django_db
def test_an_act_repeated_with_its_key_answers_as_the_first_time_though_the_state_has_moved_on() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    leader = small.who("district", "leader")
    first = actions.approve(done.dossier, by=leader, at=small.later(), key="sign")
    actions.seal(done.dossier, by=small.who("district", "registry"), at=small.later())
    again = actions.approve(done.dossier, by=leader, at=small.later(), key="sign")
    assert (again.state, again.seq, again.repeated) == (first.state, first.seq, True)
    assert Event.objects.filter(kind="approve").count() == 1


@pytest.mark.django_db
def test_a_stale_page_is_refused_and_says_who_did_what() -> None:
    small = builders.world()
    done = builders.to_awaiting_review(small)
    head = small.who("district", "head")
    actions.return_for_rework(done.dossier, reason="Viết lại", by=head, at=small.later(), seen=done.seq)
    with pytest.raises(Refusal, match="stale_page") as refused:
        actions.endorse(done.dossier, by=head, at=small.later(), seen=done.seq)
    assert refused.value.params["did"] == "return_for_rework"
    assert refused.value.params["who"] == small.officers["district.head"].full_name


@pytest.mark.django_db
def test_a_moment_before_the_last_act_is_refused() -> None:
    small = builders.world()
    done = builders.to_received(small)
    with pytest.raises(Refusal, match="date_in_past"):
        actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.at - timedelta(hours=1))


@pytest.mark.django_db
def test_an_unknown_dossier_is_refused() -> None:
    small = builders.world()
    with pytest.raises(Refusal, match="unknown_dossier"):
        actions.hand_over(999_999, by=small.who("commune", "receiver"), at=small.at)


@pytest.mark.django_db
def test_missing_papers_are_named_all_at_once_and_nothing_is_kept() -> None:
    small = builders.world()
    with pytest.raises(Refusal, match="missing_papers") as refused:
        actions.receive(builders.filing(small, papers={}), by=small.who("commune", "receiver"), at=small.at)
    assert refused.value.params["papers"] == ("Giấy đề nghị (not_given)", "Giấy tờ pháp lý (not_given)")
    assert not Dossier.objects.exists()
    assert not Event.objects.filter(stream__startswith="dossier/").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "post", "code"),
    [
        ("district", "handler", "not_your_duty"),
        ("commune", "leader", "not_your_unit"),
        ("district", "receiver", "not_your_duty"),
    ],
)
def test_only_the_signer_of_the_right_unit_signs(unit: str, post: str, code: str) -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    with pytest.raises(Refusal, match=code):
        actions.approve(done.dossier, by=small.who(unit, post), at=small.later())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"valid_to": builders.MONDAY - timedelta(days=1)}, "competence_expired"),
        ({"revoked_at": builders.MONDAY - timedelta(days=1)}, "competence_withdrawn"),
        ({"valid_from": builders.MONDAY + timedelta(days=9)}, "competence_not_started"),
        ({"procedures": ["2.000815"]}, "competence_out_of_scope"),
        ({"duties": []}, "no_competence"),
    ],
)
def test_no_signature_outside_the_competence(change: dict[str, object], code: str) -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    small.officers["district.leader"].competences.update(**change)
    with pytest.raises(Refusal, match=code):
        actions.approve(done.dossier, by=small.who("district", "leader"), at=small.later())
    assert builders.stored(done).state == State.AWAITING_SIGNATURE


@pytest.mark.django_db
def test_nobody_signs_what_they_drafted() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    decision = builders.stored(done).decisions.get()
    decision.drafted_by = small.officers["district.leader"]
    decision.save()
    with pytest.raises(Refusal, match="own_draft"):
        actions.approve(done.dossier, by=small.who("district", "leader"), at=small.later())


@pytest.mark.django_db
def test_an_assigned_task_is_its_officials_own() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    from_elsewhere = builders.appoint(small, small.district, "district", PostKind.HANDLER, "2")
    with pytest.raises(Refusal, match="not_your_task") as refused:
        actions.submit(done.dossier, draft=builders.DRAFT, by=from_elsewhere.pk, at=small.later())
    assert refused.value.params["officer"] == small.officers["district.handler"].full_name


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_key", [False, True])
def test_of_six_officers_who_decide_at_once_exactly_one_wins(same_key: bool) -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    leaders = [small.who("district", "leader")]
    if not same_key:
        for number in range(5):
            officer = builders.appoint(small, small.district, "district", PostKind.LEADER, str(number))
            builders.grant(small, small.district, f"district.leader{number}")
            leaders.append(officer.pk)
    else:
        leaders *= 6
    at, answers, gate = small.later(), Counter[str](), threading.Barrier(len(leaders))

    def decide(leader: int) -> None:
        gate.wait()
        try:
            answer = actions.approve(done.dossier, by=leader, at=at, key="one" if same_key else None)
            answers["repeated" if answer.repeated else "won"] += 1
        except Refusal as refusal:
            answers[refusal.code] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(leader,)) for leader in leaders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {"won": 1, "repeated" if same_key else "wrong_state": 5}
    assert Event.objects.filter(kind="approve").count() == 1
