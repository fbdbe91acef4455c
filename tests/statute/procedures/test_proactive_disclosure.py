"""Proactive disclosure: the twenty working days counted by hand, and what must have happened before it is public."""

import pytest

from tests.statute.procedures.cast import CALENDAR, D, case_of, refusal_of
from zhengwu.statute.procedures import due, explain, procedure, standing

PUBLISHING = procedure("proactive_disclosure")
MADE = "2026-03-02"
REGISTERED = ("registered", MADE, {"items": ["服务指南"], "kind": "other_document"})
RULE = ("registered", MADE, {"items": ["管理办法"], "kind": "normative_document"})
PUT = ("attributed", "2026-03-04", {"attribute": "proactive"})
SECRECY = ("reviewed", "2026-03-05", {"aspect": "secrecy", "verdict": "passed"})
LEGAL = ("reviewed", "2026-03-05", {"aspect": "legal", "verdict": "passed"})
APPROVED = ("approved", "2026-03-06")
OUT = ("published", "2026-03-09")
PUBLIC = (REGISTERED, PUT, SECRECY, APPROVED, OUT)
KEPT = ("attributed", "2026-03-04", {"attribute": "withheld", "ground": "deliberative", "basis_text": "讨论稿"})
WITHHELD = (REGISTERED, KEPT, SECRECY, ("not_published", "2026-03-06", {"review_on": "2027-03-08"}))


def made(*told):
    return case_of(*told, of=PUBLISHING)


def refused(*told):
    return refusal_of(*told, of=PUBLISHING)


def last_day(case):
    return str(due(case, case.clock("publication"), CALENDAR).on)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2026-03-02", "2026-03-30"),  # twenty working days after a Monday, four weeks on
        ("2026-03-12", "2026-04-10"),  # 6 April, a Monday, is the day off for Qingming
        ("2026-09-14", "2026-10-16"),  # worked: 20 September, 10 October; off: 25 to 27 September, 1 to 7 October
        ("2026-02-02", "2026-03-06"),  # off: 15 to 23 February; 14 and 28 February are worked
    ],
)
def test_the_last_day_for_publishing(on, last):
    assert last_day(made(("registered", on, REGISTERED[2]))) == last


def test_it_says_why_that_is_the_last_day():
    case = made(REGISTERED)
    found, lines = explain(PUBLISHING, case, case.clock("publication"), CALENDAR)
    assert found.on == D("2026-03-30")
    assert any("条例第二十六条" in line.zh or "条例第二十六条" in (line.basis or "") for line in lines)


def test_what_was_published_in_time_is_not_late_and_what_was_not_is():
    early = standing(PUBLISHING, made(*PUBLIC), D("2026-06-01"), CALENDAR)
    assert (early.late, made(*PUBLIC).state) == (False, "public")
    waiting = made(*PUBLIC[:-1])
    assert not standing(PUBLISHING, waiting, D("2026-03-30"), CALENDAR).late
    assert standing(PUBLISHING, waiting, D("2026-03-31"), CALENDAR).late


def test_a_change_has_twenty_working_days_of_its_own():
    case = made(*PUBLIC, ("amended", "2026-03-12", {"change": "revision", "reason": "电话变更"}))
    assert (case.state, last_day(case)) == ("preparing", "2026-04-10")


def test_nothing_is_approved_without_a_secrecy_review():
    assert refused(REGISTERED, PUT, APPROVED)[0] == "secrecy_not_reviewed"
    objected = ("reviewed", "2026-03-05", {"aspect": "secrecy", "verdict": "objection", "opinion": "含未公开数据"})
    assert refused(REGISTERED, PUT, SECRECY, objected, APPROVED)[0] == "secrecy_not_reviewed"


def test_a_review_of_an_earlier_draft_does_not_count():
    back = ("returned", "2026-03-06", {"reason": "补正附件"})
    again = ("attributed", "2026-03-09", {"attribute": "proactive"})
    told = (REGISTERED, PUT, SECRECY, back, again, ("approved", "2026-03-10"))
    assert refused(*told)[0] == "secrecy_not_reviewed"


def test_a_normative_document_is_reviewed_for_its_legality_too():
    assert refused(RULE, PUT, SECRECY, APPROVED)[0] == "legality_not_reviewed"
    assert made(RULE, PUT, SECRECY, LEGAL, APPROVED).state == "approved"


def test_what_is_not_proactive_is_not_published_and_what_is_is_not_withheld():
    assert refused(REGISTERED, KEPT, SECRECY, APPROVED)[0] == "not_proactive"
    withhold = ("not_published", "2026-03-06", {"review_on": "2027-03-08"})
    assert refused(REGISTERED, PUT, SECRECY, withhold)[0] == "is_proactive"


def test_withholding_names_its_ground_and_reasons():
    no_ground = ("attributed", "2026-03-04", {"attribute": "withheld", "basis_text": "讨论稿"})
    assert refused(REGISTERED, no_ground) == ("ground_missing", "ground")
    no_reason = ("attributed", "2026-03-04", {"attribute": "on_request"})
    assert refused(REGISTERED, no_reason) == ("basis_missing", "basis_text")


def test_what_is_withheld_is_looked_at_again_until_it_is_released():
    keep = ("reassessed", "2027-03-08", {"result": "keep", "opinion": "仍在讨论"})
    assert refused(*WITHHELD, keep) == ("next_assessment", "review_on")
    later = ("reassessed", "2027-03-08", {"result": "keep", "opinion": "仍在讨论", "review_on": "2028-03-08"})
    free = ("reassessed", "2028-03-08", {"result": "release", "opinion": "已经定稿"})
    assert made(*WITHHELD, later).state == "withheld"
    assert made(*WITHHELD, later, free).state == "preparing"


def test_somebody_who_objects_is_heard_or_overridden_with_reasons():
    asked = ("consulted", "2026-03-03", {"party": "某公司", "answer": "objects"})
    assert refused(REGISTERED, asked, PUT, SECRECY, APPROVED) == ("objected", "override_reason")
    overridden = ("approved", "2026-03-06", {"override_reason": "公共利益需要"})
    assert made(REGISTERED, asked, PUT, SECRECY, overridden).state == "approved"
    agreed = ("consulted", "2026-03-05", {"party": "某公司", "answer": "agrees"})
    assert made(REGISTERED, asked, PUT, agreed, SECRECY, APPROVED).state == "approved"


def test_a_time_of_publication_lies_ahead_and_is_a_time():
    past = ("approved", "2026-03-06", {"publish_on": "2026-03-05"})
    assert refused(REGISTERED, PUT, SECRECY, past) == ("day_past", "publish_on")
    odd = ("approved", "2026-03-06", {"publish_on": "2026-03-09", "publish_at": "9点"})
    assert refused(REGISTERED, PUT, SECRECY, odd) == ("time_wrong", "publish_at")


def test_only_a_rule_or_a_document_in_force_is_repealed_and_once():
    end = ("repealed", "2026-06-01", {"document": "青禾规〔2026〕3号"})
    assert refused(*PUBLIC, end)[0] == "not_in_force"
    told = (RULE, PUT, SECRECY, LEGAL, APPROVED, OUT, end)
    assert made(*told).state == "public"
    assert refused(*told, end)[0] == "not_in_force"


def test_a_change_that_is_given_up_leaves_what_was_before():
    change, drop = ("amended", "2026-03-12", {"reason": "x"}), ("discarded", "2026-03-13", {"reason": "不改了"})
    gone = ("taken_down", "2026-03-11", {"reason": "含个人信息"})
    assert made(*PUBLIC, change, drop).state == "public"
    assert made(*PUBLIC, gone, change, drop).state == "taken_down"
    assert made(REGISTERED, drop).state == "discarded"
