"""Whoever applied sees where it stands and by when, hands in what is asked for, and gets what came of it."""

import re
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from tests.portal.services.conftest import paper
from zhengwu.records.approvals.queries import materials_of
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case
from zhengwu.records.moments import day_of
from zhengwu.statute.procedures import Event

AT = datetime.now(UTC)


@pytest.fixture
def case(applying):
    """The case of an application that was handed in."""
    applying.handed_in()
    return Case.objects.get()


@pytest.fixture
def home(case):
    """The page on which it is followed."""
    return f"/track/{quote(case.number)}"


@pytest.fixture
def steps(applying):
    """A function by which the applicant sends the form of a step."""

    def sent(home, step, **typed):
        page = applying.visitor.open(f"{home}/{step}").text
        expected = re.search(r'name="expected" value="(\d+)"', page).group(1)
        return applying.visitor.send(f"{home}/{step}", expected=expected, **typed)

    return sent


@pytest.fixture
def takes(case, actors):
    """A function by which somebody of the office takes a step today."""

    def take(key, by="head", **says):
        return cases.take(case.pk, Event(key, day_of(AT), says=says), by=actors[by], at=AT)

    return take


def test_it_works(applying, home):
    page = applying.visitor.open(home).text
    for said in ("已收件，待受理", "受理或者一次性告知补正", "租赁合同", "已提交", "撤回申请"):
        assert said in page, said


def test_both_clocks_run_after_acceptance(applying, home, takes):
    takes("accepted")
    page = applying.visitor.open(home).text
    assert "承诺办结，最迟" in page
    assert "法定办结，最迟" in page


def test_what_is_to_be_corrected_is_handed_in(applying, home, takes, steps, case):
    takes("correction_requested", what="租赁合同看不清")
    page = applying.visitor.open(home).text
    assert "请补正材料" in page
    assert "租赁合同看不清" in page
    refused = steps(home, "correction_received")
    assert refused.status_code == 422
    sent = steps(home, "correction_received", **{"file-lease": paper("新租约")})
    assert sent.status_code == 303
    assert next(one.file_name for one in materials_of(case.pk) if one.key == "lease") == "新租约.txt"
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_correction_in_words_will_do(home, takes, steps, case):
    takes("correction_requested", what="说明经营范围")
    assert steps(home, "correction_received", text="只卖面").status_code == 303
    case.refresh_from_db()
    assert case.state == "submitted"


def test_what_was_to_follow_is_handed_in(applying, steps, actors):
    applying.until_materials()
    files = {f"file-{key}": paper(key) for key in ("application", "lease", "firm")}
    applying.send("materials", **files, **{"later-layout": "yes"})
    applying.send("check", declared="yes", promised="yes")
    case = Case.objects.get()
    cases.take(case.pk, Event("accepted", day_of(AT)), by=actors["head"], at=AT)
    home = f"/track/{quote(case.number)}"
    page = applying.visitor.open(home).text
    assert "请补交容缺的材料" in page
    assert "经营场所平面图" in page
    assert steps(home, "supplement_received", **{"file-layout": paper("图")}).status_code == 303
    assert {one.key: one.state for one in materials_of(case.pk)}["layout"] == "given"


def test_it_is_withdrawn(home, steps, case):
    assert steps(home, "withdrawn", text="不办了").status_code == 303
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_a_decision_is_not_told_before_it_is_delivered(applying, home, takes):
    takes("accepted")
    takes("proposed", by="handler", outcome="granted", reasons="符合条件")
    takes("decided", by="leader", outcome="granted")
    before = applying.visitor.open(home).text
    assert "准予许可" not in before
    assert "/my/licences/" not in before
    takes("delivered", channel="online")
    after = applying.visitor.open(home).text
    assert "准予许可" in after
    assert re.search(r"/my/licences/\d+", after)
