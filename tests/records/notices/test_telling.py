"""Who is told of what: every occasion over real cases, and nobody of a case that they may not see."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.records.notices.conftest import AT, RECEIVED, SUBMITTED, TODAY, applicant, told
from zhengwu.records.cases import actions, tracking
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.queries import visible
from zhengwu.records.notices import telling
from zhengwu.records.notices.addresses import Owner
from zhengwu.records.notices.models import Notice, SwitchedOff
from zhengwu.records.notices.table import occasions
from zhengwu.records.outbox.models import Effect
from zhengwu.statute.procedures import procedures

LATER = AT + timedelta(days=1)


def notices():
    """Who was told what: names of persons and keys of occasions."""
    return {(row.person.name, row.occasion) for row in Notice.objects.select_related("person")}


def messages():
    """Which messages wait: the occasion and the kind of effect."""
    return sorted((row.payload["occasion"], row.kind) for row in Effect.objects.filter(kind__startswith="notice."))


def test_it_works(opened, actors, cast):
    case_id = opened().case_id
    actions.take(case_id, told("assigned", handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
    assert notices() == {("承办人甲", "assigned")}
    row = Notice.objects.get()
    assert (row.case_id, row.number, row.until) == (case_id, 3, Case.objects.get().due_on)


APPROVE = ("审核人甲", "公开机构负责人甲")
# Who takes a step of the file, what it says, and who is then told what.
STEPS = (
    ("handler", told("correction_requested", what="写明年份", days=10), set()),
    ("clerk", told("correction_received", items=["2020年的方案"]), {("承办人甲", "correction_received")}),
    ("handler", told("reason_requested", note="一年内百余次"), set()),
    ("clerk", told("reason_received", text="研究"), {("承办人甲", "reason_received")}),
    ("handler", told("consultation_sent", party="青禾某公司"), set()),
    ("clerk", told("consultation_delivered", party="青禾某公司"), {("承办人甲", "letter_delivered")}),
    ("clerk", told("opinion_received", party="青禾某公司"), {("承办人甲", "opinion_received")}),
    ("handler", told("fee_notice_sent", amount="100.00"), set()),
    ("clerk", told("fee_notice_delivered"), {("承办人甲", "letter_delivered")}),
    ("clerk", told("fee_paid", amount="100.00"), {("承办人甲", "fee_paid")}),
    ("handler", told("proposed", outcome="granted"), {(name, "approval_asked") for name in APPROVE}),
    ("head", told("decided", outcome="granted"), {("承办人甲", "decided"), ("登记员甲", "decided")}),
    ("clerk", told("delivered", channel="counter"), {("承办人甲", "letter_delivered")}),
    ("head", told("redo_ordered", days=15), {("承办人甲", "returned")}),
)  # fmt: skip
OUTSIDE = {
    "correction_requested": "correction_asked", "reason_requested": "reason_asked", "consultation_sent": "third_asked",
    "fee_notice_sent": "fee_asked", "extended": "extended", "decided": "answer_ready", "delivered": "answered",
}  # fmt: skip


def test_each_step_tells_whom_the_table_names(held, actors):
    for post, event, expected in STEPS:
        Notice.objects.all().delete()
        actions.take(held, event, by=actors[post], at=AT)
        assert notices() == expected, event.key


def test_the_applicant_hears_of_each_step_that_concerns_them(held, actors, agree):
    agree(applicant(held))
    assert messages() == [("code", "notice.mail"), ("receipt", "notice.mail")]
    for post, event, _ in STEPS:
        Effect.objects.all().delete()
        actions.take(held, event, by=actors[post], at=AT)
        assert messages() == ([(OUTSIDE[event.key], "notice.mail")] if event.key in OUTSIDE else []), event.key


def test_the_ends_of_a_request_are_told(opened, actors, agree, cast):
    for step, days, heard in (("correction", 30, "correction_lapsed"), ("withdrawn", 0, "withdrawn")):
        case_id = opened().case_id
        actions.take(case_id, told("assigned", handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
        agree(applicant(case_id))
        Notice.objects.all().delete(), Effect.objects.all().delete()
        if step == "correction":
            asked = told("correction_requested", what="写明年份", days=10)
            actions.take(case_id, asked, by=actors["handler"], at=AT)
        at = AT + timedelta(days=days)
        actions.take(case_id, told(heard, on=TODAY + timedelta(days=days)), by=actors["head"], at=at)
        if step == "correction":
            assert ("ended", "notice.mail") in messages()
        else:
            assert notices() == {("承办人甲", "taken_back")}


def test_a_request_from_outside_tells_the_clerks(opened, district):
    from zhengwu.records.people.actors import PUBLIC

    opened(events=(told("submitted", channel="online", items=["方案"]),), by=PUBLIC)
    assert notices() == {("登记员甲", "arrived")}


def test_an_entry_struck_out_goes_back_to_the_handler(held, actors):
    actions.take(held, told("proposed", outcome="granted"), by=actors["handler"], at=AT)
    Notice.objects.all().delete()
    actions.strike(held, 4, "误登", by=actors["head"], at=AT, on=TODAY)
    assert notices() == {("承办人甲", "struck")}


def test_a_third_party_hears_of_their_own_opinion_and_of_the_decision(held, actors, agree):
    for name in ("青禾某公司", "云溪某公司"):
        actions.take(held, told("consultation_sent", party=name), by=actors["handler"], at=AT)
        agree(Owner(case_id=held, side="third_party", party=name), "sms", "13900000000")
    Effect.objects.all().delete()
    tracking.give_opinion(held, "青禾某公司", "agrees", "", on=TODAY, at=AT)
    assert messages() == [("opinion_kept", "notice.sms")]
    tracking.give_opinion(held, "云溪某公司", "agrees", "", on=TODAY, at=AT)
    actions.take(held, told("decided", outcome="granted"), by=actors["head"], at=AT)
    assert messages() == [("opinion_kept", "notice.sms")] * 2 + [("third_told", "notice.sms")] * 2


def test_nobody_is_told_of_a_case_that_they_may_not_see(opened, hire, actor, actors, district):
    stranger = hire("handler", district.bureau, district.other_unit, name="别科承办人")
    reviewer = hire("reviewer", district.bureau, district.other_unit, name="别科审核人")
    hire("head", district.affairs, name="别局负责人")
    case_id = opened(district.intake_unit).case_id
    Case.objects.filter(pk=case_id).update(unit_id=district.intake_unit, handler_id=stranger.pk)
    actions.take(case_id, told("extended", days=20), by=actors["head"], at=AT)
    for post, event, _ in STEPS[:11]:
        actions.take(case_id, event, by=actors["head" if post == "handler" else post], at=AT)
    with transaction.atomic():
        telling.timed(Case.objects.get(), "late", AT)
    assert Notice.objects.exists()
    for row in Notice.objects.select_related("person"):
        assert visible(actor(row.person)).filter(pk=row.case_id).exists(), row.person.name
    assert not Notice.objects.filter(person_id__in=[stranger.pk, reviewer.pk]).exists()


def test_who_does_it_is_not_told(held, actors):
    actions.take(held, told("proposed", outcome="granted"), by=actors["head"], at=AT)
    assert notices() == {("审核人甲", "approval_asked")}


def test_a_day_is_told_of_once_and_again_where_it_moved(held):
    for due in (TODAY, TODAY, TODAY + timedelta(days=3)):
        Case.objects.filter(pk=held).update(due_on=due)
        with transaction.atomic():
            telling.timed(Case.objects.get(), "late", LATER)
    late = Notice.objects.filter(occasion="late")
    assert late.filter(person__name="承办人甲").count() == late.filter(person__name="公开机构负责人甲").count() == 2


def test_what_is_switched_off_is_not_told_but_what_the_law_wants_is(held, actors, cast, agree):
    handler = cast["handler"]
    place = agree(Owner(person_id=handler.pk), value="li@example.cn")
    for key in ("fee_paid", "correction_received"):
        SwitchedOff.objects.create(person=handler, occasion=key)
        SwitchedOff.objects.create(address_id=place, occasion=key)
    Effect.objects.all().delete()
    for post, event, _ in STEPS[:2] + STEPS[7:10]:
        actions.take(held, event, by=actors[post], at=AT)
    assert {key for _, key in notices()} == {"correction_received", "letter_delivered"}
    assert messages() == [("letter_delivered", "notice.mail")]


def test_a_refused_step_tells_nobody(held, actors):
    with pytest.raises(Exception, match="not_from_this_state"):
        actions.take(held, told("fee_paid"), by=actors["clerk"], at=AT)
    assert notices() == set()


def test_a_step_costs_one_statement_and_one_where_somebody_is_told(held, actors, monkeypatch):
    with CaptureQueriesContext(connection) as seen:
        actions.take(held, told("search_recorded", where="库房", terms="征收"), by=actors["handler"], at=AT)
    bare = sum("notices_" in one["sql"] for one in seen)
    with CaptureQueriesContext(connection) as seen:
        actions.take(held, told("consultation_sent", party="某公司"), by=actors["handler"], at=AT)
    asked = sum("notices_" in one["sql"] for one in seen)
    with CaptureQueriesContext(connection) as seen:
        actions.take(held, told("opinion_received", party="某公司"), by=actors["clerk"], at=AT)
    assert (bare, asked, sum("notices_" in one["sql"] for one in seen)) == (0, 1, 2)


def test_every_step_of_the_table_is_a_step():
    known = {step.key for one in procedures() for step in one.steps} | {"entry_struck"}
    assert {step for one in occasions().values() for step in one.steps} <= known
    assert SUBMITTED.key in known
    assert RECEIVED.key in known
