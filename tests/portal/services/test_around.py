"""Services are found by the search of the site, in the map, in a feed; papers of an item are fetched."""

import pytest

from tests.conftest import START
from zhengwu.records.items import papers
from zhengwu.records.troubles import Trouble


@pytest.fixture
def home(services):
    """The address of the guide."""
    return f"/services/{services['shop']}"


def test_it_works(visitor, home):
    assert home in visitor.open("/search?q=餐饮店").text
    assert home in visitor.open("/search?q=餐饮店&in=services").text
    assert f"{home}</loc>" in visitor.open("/sitemap-pages.xml").text


def test_the_feed_tells_what_came_out(visitor, home):
    feed = visitor.open("/services/feed.atom")
    assert f'{home}"' in feed.text
    assert visitor.open("/services/feed.atom", **{"if-none-match": feed.headers["ETag"]}).status_code == 304


def test_a_paper_is_led_to_once_it_is_there(visitor, home, services, actors):
    address = f"{home}/files/application.docx"
    assert address not in visitor.open(home).text
    assert visitor.open(address).status_code == 404
    papers.put(services["shop"], "application.docx", b"blank", "空白表.txt", by=actors["head"], at=START)
    assert address in visitor.open(home).text
    assert visitor.get(address).content == b"blank"


def test_who_may_not_manage_the_item_puts_no_paper(services, actors):
    with pytest.raises(Trouble) as raised:
        papers.put(services["shop"], "a", b"blank", "a.txt", by=actors["auditor"], at=START)
    assert raised.value.kind == "forbidden"


def test_a_code_of_a_service_does_not_open_a_request(applying):
    applying.until_materials()
    code = applying.visitor.cookies["zhengwu_apply"].value
    assert applying.visitor.send("/request/resume", code=code).status_code == 422
