"""One applies screen by screen and once; what is missing is told where it is missing; a draft goes on elsewhere."""

import re

from tests.portal.services.conftest import FIRM, Applying, paper
from tests.ui.conftest import Visitor
from zhengwu.records.approvals.queries import application, materials_of
from zhengwu.records.cases.models import Case
from zhengwu.records.documents.models import Attachment
from zhengwu.records.people.actors import PUBLIC


def only():
    """The one application on file."""
    return application(Case.objects.get().pk, by=PUBLIC)


def states():
    """The materials of the one case."""
    return {one.key: one.state for one in materials_of(Case.objects.get().pk)}


def test_it_works(applying):
    assert applying.handed_in() == "receipt"
    receipt = applying.visitor.open(f"{applying.home}/receipt").text
    found = only()
    assert Case.objects.get().number in receipt
    assert (found.holder_name, found.mandate, found.situation) == (
        "青禾小馆",
        "林晓禾",
        (("经营场所是租用的吗？", "租用"),),
    )
    assert {one.key: one.value for one in found.answers} == {"address": "湖滨路1号", "kind": "面馆"}
    assert set(states().values()) == {"given"}
    assert set(Attachment.objects.values_list("title", flat=True)) >= {"租赁合同", "营业执照"}


def test_sent_twice_it_is_one_case(applying):
    applying.handed_in()
    assert applying.visitor.open(f"{applying.home}/check").headers["Location"] == f"{applying.home}/receipt"
    assert Case.objects.count() == 1


def test_no_screen_comes_before_the_one_before_it(applying):
    answer = applying.visitor.open(f"{applying.home}/materials")
    assert answer.headers["Location"] == f"{applying.home}/situation"
    assert applying.visitor.open(f"{applying.home}/nonsense").status_code == 404


def test_a_code_with_a_slip_is_told_beside_its_field(applying):
    applying.send("situation", **{"q-premises": "own"})
    applying.send("promise", commits="no")
    answer = applying.send("who", **{**FIRM, "code": "91110000600037341X"})
    assert answer.status_code == 422
    assert 'href="#f-code"' in answer.text
    assert "青禾小馆" in answer.text


def test_a_firm_names_who_acts_for_it(applying):
    applying.send("situation", **{"q-premises": "own"})
    applying.send("promise", commits="no")
    assert 'href="#f-agent"' in applying.send("who", **{**FIRM, "agent": ""}).text


def test_what_the_form_wants_is_told(applying):
    applying.send("situation", **{"q-premises": "own"})
    applying.send("promise", commits="no")
    applying.send("who", **FIRM)
    answer = applying.send("form-shop", kind="noodles")
    assert answer.status_code == 422
    assert 'href="#f-address"' in answer.text


def test_a_material_that_is_missing_is_told_and_nothing_is_lost(applying):
    applying.until_materials()
    answer = applying.send("materials", **{"file-application": paper("申请书")})
    assert answer.status_code == 422
    assert 'href="#f-file-lease"' in answer.text
    assert "申请书.txt" in answer.text
    assert not Case.objects.exists()


def test_a_file_can_be_taken_away(applying):
    applying.until_materials()
    applying.send("materials", stay="1", **{"file-lease": paper("租约")})
    page = applying.visitor.open(f"{applying.home}/materials").text
    number = re.search(r'name="remove" value="(\d+)"', page).group(1)
    assert applying.led("materials", remove=number) == "materials"
    assert "租约.txt" not in applying.visitor.open(f"{applying.home}/materials").text


def test_what_may_follow_is_promised(applying):
    applying.until_materials()
    files = {f"file-{key}": paper(key) for key in ("application", "lease", "firm")}
    assert applying.led("materials", **files, **{"later-layout": "yes"}) == "check"
    assert applying.send("check", declared="yes").status_code == 422
    assert applying.led("check", declared="yes", promised="yes") == "receipt"
    assert states()["layout"] == "deferred"
    assert [one.kind for one in only().pledges] == ["deferred"]


def test_a_commitment_stands_for_what_it_replaces(applying):
    applying.until_materials(commits="yes")
    page = applying.visitor.open(f"{applying.home}/materials").text
    assert "租赁合同" not in page
    applying.send("materials", **{f"file-{key}": paper(key) for key in ("application", "layout", "firm")})
    assert "经营场所符合卫生要求。" in applying.visitor.open(f"{applying.home}/check").text
    assert applying.send("check", declared="yes").status_code == 422
    assert applying.led("check", declared="yes", agreed="yes") == "receipt"
    assert states()["lease"] == "committed"
    assert "conditions" in [one.kind for one in only().pledges]


def test_a_licence_that_is_not_the_holders_stands_for_nothing(applying):
    applying.until_materials()
    files = {f"file-{key}": paper(key) for key in ("application", "layout", "lease")}
    answer = applying.send("materials", **files, **{"number-firm": "2026000001"})
    assert answer.status_code == 422
    assert 'href="#f-number-firm"' in answer.text


def test_another_situation_asks_for_the_materials_again(applying):
    applying.until_materials(premises="own")
    applying.send("materials", **{f"file-{key}": paper(key) for key in ("application", "layout", "firm")})
    assert applying.led("situation?then=check", **{"q-premises": "rented"}) == "promise"
    answer = applying.visitor.open(f"{applying.home}/check")
    assert answer.headers["Location"] == f"{applying.home}/materials"


def test_it_goes_on_elsewhere_by_its_code(applying):
    applying.until_materials()
    code = re.search(r'id="code">([^<]+)', applying.visitor.open(f"{applying.home}/keep").text).group(1)
    other = Visitor(raise_request_exception=False)
    assert other.send("/services/resume", code=code).headers["Location"] == applying.home
    assert "湖滨路1号" in other.open(f"{applying.home}/form-shop").text
    assert other.send("/services/resume", code="AAAA-BBBB").status_code == 422


def test_a_code_of_a_request_for_information_is_not_one_of_a_service(applying, district):
    applying.visitor.send("/request/subject", subject="绿化")
    code = applying.visitor.cookies["zhengwu_draft"].value
    assert applying.visitor.send("/services/resume", code=code).status_code == 422


def test_what_is_not_offered_online_cannot_be_applied_for(visitor, services):
    answer = visitor.open(f"/services/{services['register']}/apply")
    assert answer.status_code == 409
    assert "看指南里的办理方式" in answer.text


def test_another_browser_sees_nothing_of_it(applying):
    applying.until_materials()
    other = Applying(Visitor(raise_request_exception=False), applying.home)
    assert "湖滨路1号" not in other.visitor.open(f"{applying.home}/form-shop").content.decode()
