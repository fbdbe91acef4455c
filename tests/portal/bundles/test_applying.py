"""From the questions to the receipt, and then following all parts by one number."""

from dataclasses import replace

from tests.portal.bundles.conftest import ANSWERS, FIRM, HOME, paper
from tests.records.bundles.conftest import MONDAY, RECORDS, rewritten
from tests.ui.conftest import Visitor
from zhengwu.records.bundles import offering
from zhengwu.records.bundles.models import Matter
from zhengwu.records.cases.models import Case


def _read(visitor, path):
    return visitor.open(path).text


def test_it_works(applying):
    assert "我要开店" in applying.read("/bundles")
    page = applying.read(f"{HOME}?q-sign=yes&q-large=no&q-food__fresh=no")
    assert "14个工作日" in page
    assert "逐项办理要19个工作日" in page
    assert f"{HOME}/form?q-sign=yes" in page
    blank = applying.read(f"{HOME}/form?q-sign=yes&q-large=no&q-food__fresh=no")
    assert "我要开店" in blank
    assert blank.count('scope="rowgroup"') >= 3
    assert applying.until_check() == "check"
    assert "稍后补交" in applying.read(f"{HOME}/apply/check") or "补交" in applying.read(f"{HOME}/apply/check")
    assert applying.led("check", declared="yes", promised="yes") == "receipt"
    matter = Matter.objects.get()
    receipt = applying.read(f"{HOME}/apply/receipt")
    assert matter.number in receipt
    assert "企业登记" in receipt
    followed = applying.read(f"/bundles/follow/{matter.number}")
    assert "已收件，待受理" in followed
    assert "等待前一步" in followed


def test_each_part_leads_to_its_case(applying):
    applying.until_check()
    applying.led("check", declared="yes", promised="yes")
    number = Matter.objects.get().number
    answer = applying.visitor.get(f"/bundles/follow/{number}/register")
    assert answer.headers["Location"].startswith("/track/")
    assert applying.visitor.get(f"/bundles/follow/{number}/food").status_code == 404
    applying.read(answer.headers["Location"])


def test_sent_twice_it_is_one(applying):
    applying.until_check()
    applying.led("check", declared="yes", promised="yes")
    assert applying.led("check", declared="yes", promised="yes") == "receipt"
    assert (Matter.objects.count(), Case.objects.count()) == (1, 1)


def test_number_and_secret_open_it_elsewhere(applying):
    applying.until_check()
    applying.led("check", declared="yes", promised="yes")
    page = applying.read(f"{HOME}/apply/receipt")
    secret = page.split('id="secret">')[1].split("<")[0]
    number = Matter.objects.get().number
    other = Visitor()
    assert other.get(f"/bundles/follow/{number}").status_code == 303
    assert other.send("/bundles/follow", number=number, secret="WRONGWRONG").status_code == 422
    assert other.send("/bundles/follow", number=number, secret=secret).status_code == 303
    assert "青禾小馆" in _read(other, f"/bundles/follow/{number}")


def test_what_is_wrong_stays_where_it_is(applying):
    assert applying.led("", **ANSWERS) == "who"
    assert applying.led("who", **{**FIRM, "code": "91110000600037341X"}) == ""
    assert applying.led("who", **FIRM) == "form-shared"
    assert applying.led("form-shared", shared__site_area="large") == ""
    assert applying.led("form-shared", shared__site_area="120") == "form-food__place"
    assert applying.led("form-food__place", food__cook="3") == "materials"
    assert applying.led("materials", **{"file-register__lease": paper("a")}) == ""
    assert applying.led("check", declared="yes") in ("materials", "")
    assert not Matter.objects.exists()


def test_it_refuses_to_begin_before_every_question_is_answered(applying):
    answer = applying.visitor.send(f"{HOME}/apply", on="/bundles/resume", **{"q-sign": "yes"})
    assert answer.headers["Location"] == HOME


def test_it_goes_on_elsewhere_by_a_code(applying):
    applying.led("", **ANSWERS)
    applying.led("who", **FIRM)
    page = applying.read(f"{HOME}/apply/keep")
    code = page.split('id="code">')[1].split("<")[0]
    other = Visitor()
    assert other.send("/bundles/resume", code=code).status_code == 303
    assert other.get(f"{HOME}/apply").headers["Location"] == f"{HOME}/apply/form-shared"


def test_what_is_not_on_offer_is_not_there(applying):
    for path in ("/bundles/moon", "/bundles/moon/apply/who", "/bundles/moon/apply/check", "/bundles/moon/apply/keep"):
        assert applying.visitor.get(path).status_code == 404


def test_it_is_found_wherever_one_looks(bundle):
    visitor = Visitor()
    assert "/bundles" in visitor.open("/").text
    there = "/bundles/open_place?body="
    assert there in visitor.open("/services").text
    assert there in visitor.open("/services?q=我要开店").text
    assert there in visitor.open("/search?q=开店").text
    assert "/bundles/open_place</loc>" in visitor.open("/sitemap-pages.xml").text
    assert "我要开店" in visitor.open("/services/feed.atom").text
    assert "schema.org/GovernmentService" in visitor.open(HOME).text


def test_what_ended_is_found_nowhere(bundle, actors):
    offering.end(bundle, "不再提供", by=actors["leader"], at=MONDAY)
    visitor = Visitor()
    for path in (
        "/services",
        "/services?q=开店",
        "/search?q=开店",
        "/sitemap-pages.xml",
        "/services/feed.atom",
        "/bundles",
    ):
        assert "open_place" not in visitor.open(path).text, path


def test_nothing_on_offer_says_so(db):
    assert "现在还没有可办的一件事套餐" in _read(Visitor(), "/bundles")


def test_a_promise_is_chosen_part_by_part(sworn, applying):
    assert applying.led("", **ANSWERS) == "promise"
    assert "场所符合经营条件" in applying.read(f"{HOME}/apply/promise")
    assert applying.led("promise", commits="sign") == "who"
    applying.led("who", **FIRM)
    applying.led("form-shared", shared__site_area="120")
    applying.led("form-food__place", food__cook="3")
    assert "设计图" not in applying.read(f"{HOME}/apply/materials")
    files = {"file-register__lease": paper("lease"), "file-food__plan": paper("plan")}
    assert applying.led("materials", **files) == "check"
    assert applying.led("check", declared="yes") == ""
    assert applying.led("check", declared="yes", agreed="yes") == "receipt"


def test_a_kiosk_offers_what_it_can_take_in(bundle, items):
    for key, item in items.items():
        rewritten(item, replace(RECORDS[key], kiosk=True))
    visitor, at = Visitor(raise_request_exception=False), "/kiosk/bundles/open_place"
    assert "我要开店" in visitor.open("/kiosk/bundles").text
    begun = visitor.send(f"{at}/apply", on=f"{at}?q-sign=yes&q-large=no&q-food__fresh=no", **ANSWERS)
    assert begun.headers["Location"] == f"{at}/apply/who"
    page = visitor.open(f"{at}/apply/who").text
    assert 'autocomplete="off"' in page
    assert 'href="/bundles' not in page


def test_a_kiosk_offers_nothing_that_it_cannot(bundle):
    assert "我要开店" not in Visitor().open("/kiosk/bundles").text
