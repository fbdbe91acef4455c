"""The kiosk: three choices, one application in its frame, and nothing left for the next person."""

import pytest

from tests.portal.services.conftest import FIRM, Applying, paper
from zhengwu.records.approvals.queries import application
from zhengwu.records.cases.models import Case
from zhengwu.records.drafts.models import Draft
from zhengwu.records.people.actors import PUBLIC


@pytest.fixture
def there(services, visitor):
    """Somebody who stands at the kiosk and applies."""
    return Applying(visitor, f"/kiosk/services/{services['shop']}/apply")


def handed_in(there):
    """An application from the first screen to the receipt."""
    there.until_materials()
    there.send("materials", **{f"file-{key}": paper(key) for key in ("application", "layout", "lease", "firm")})
    return there.led("check", declared="yes")


def test_it_works(there):
    assert handed_in(there) == "receipt"
    case = Case.objects.get()
    assert case.channel == "kiosk"
    assert application(case.pk, by=PUBLIC).holder_name == FIRM["name"]
    receipt = there.visitor.open(f"{there.home}/receipt").text
    assert case.number in receipt
    assert "打印回执" in receipt


def test_three_choices(visitor, services):
    page = visitor.open("/kiosk").text
    for path in ("/kiosk/services", "/kiosk/collect", "/kiosk/progress"):
        assert f'href="{path}"' in page
    assert 'href="/desk/"' not in page


def test_only_what_is_marked_for_it_is_there(visitor, services):
    page = visitor.open("/kiosk/services").text
    assert "open_restaurant" in page
    assert "start_business" not in page
    assert "小餐饮店" in visitor.open("/kiosk/services?event=open_restaurant").text
    assert visitor.open(f"/kiosk/services/{services['register']}").status_code == 404
    assert visitor.open(f"/kiosk/services/{services['register']}/apply").status_code == 409


def test_a_page_that_nobody_touches_asks_and_then_ends(visitor, services):
    page = visitor.open(f"/kiosk/services/{services['shop']}")
    assert "/kiosk/still?back=/kiosk/services/" in page.headers["Refresh"]
    assert page.headers["Cache-Control"] == "no-store"
    still = visitor.open("/kiosk/still?back=/kiosk/services")
    assert 'href="/kiosk/services"' in still.text
    assert still.headers["Refresh"].endswith("url=/kiosk/end")
    assert 'href="/kiosk"' in visitor.open("/kiosk/still?back=https://elsewhere.example").text


def test_the_next_person_finds_nothing(there):
    there.until_materials()
    assert Draft.objects.exists()
    assert there.visitor.open("/kiosk/end").headers["Location"] == "/kiosk"
    assert not Draft.objects.exists()
    assert {name: one.value for name, one in there.visitor.cookies.items() if one.value} == {}


def test_no_field_is_filled_in_by_the_browser(there):
    there.send("situation", **{"q-premises": "own"})
    there.send("promise", commits="no")
    page = there.visitor.open(f"{there.home}/who").text
    assert page.count('autocomplete="off"') >= 4
    assert 'autocomplete="name"' not in page


def test_progress_is_told_and_nothing_is_remembered(there):
    handed_in(there)
    number = Case.objects.get().number
    secret = there.visitor.open(f"{there.home}/receipt").text.split('id="secret">')[1].split("<")[0]
    there.visitor.open("/kiosk/end")
    page = there.visitor.send("/kiosk/progress", number=number, secret=secret)
    assert "已收件，待受理" in page.text
    assert "zhengwu_opened" not in {name for name, one in there.visitor.cookies.items() if one.value}
    refused = there.visitor.send("/kiosk/progress", number=number, secret="WRONG")
    assert refused.status_code == 422
    collected = there.visitor.send("/kiosk/collect", number=number, secret=secret)
    assert "还没有可以打印的文书和证照" in collected.text


def test_a_paper_of_another_case_is_not_printed(there):
    handed_in(there)
    number = Case.objects.get().number
    secret = there.visitor.open(f"{there.home}/receipt").text.split('id="secret">')[1].split("<")[0]
    for kind in ("licence", "letter"):
        answer = there.visitor.send(f"/kiosk/collect/{kind}/1", on="/kiosk/collect", number=number, secret=secret)
        assert answer.status_code == 404
