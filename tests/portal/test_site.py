"""Every page leads on: the site map, what search engines are told, where nothing is, receipts on paper."""

import re

import pytest

from tests.portal.test_asking import handed_in
from tests.ui.conftest import Visitor
from zhengwu.records.cases.models import Case


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


def test_every_address_of_the_maps_is_there(visitor, published):
    published()
    listed = re.findall(r'<li><a href="(/[^"#]*)"', visitor.open("/sitemap").text)
    parts = re.findall("<loc>http://127.0.0.1(/[^<]*)</loc>", visitor.get("/sitemap.xml").content.decode())
    told = [one for part in parts for one in re.findall("<loc>http://127.0.0.1(/[^<]*)</loc>", visitor.open(part).text)]
    assert len(told) > 10
    for path in {*listed, *told}:
        assert visitor.get(path).status_code == 200, path


def test_search_engines_are_kept_from_what_is_nobodys_business(visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /track" in text
    assert "Sitemap: http://127.0.0.1/sitemap.xml" in text


def test_where_nothing_is_one_is_helped_on(visitor):
    page = visitor.open("/nothing")
    assert page.status_code == 404
    assert 'action="/search"' in page.text
    assert 'href="/sitemap"' in page.text


def test_staff_and_machines_are_in_the_foot_and_not_among_the_things(visitor):
    page = visitor.open("/").text
    main, foot = page.split("<main", 1)[1].split("</main>")
    assert "/desk/" not in main
    assert "/api/" not in main
    assert 'href="/desk/"' in foot


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("text", "申请已提交".encode())])
def test_a_receipt_is_kept_as_a_file(visitor, district, kind, start):
    handed_in(visitor, district.bureau)
    answer = visitor.get(f"/request/receipt/{kind}")
    assert answer.content.startswith(start)
    if kind == "text":
        assert Case.objects.get().number in answer.content.decode()
        assert "中标通知书" in answer.content.decode()


def test_a_receipt_holds_a_code_to_scan_without_the_secret(visitor, district):
    handed_in(visitor, district.bureau)
    page = visitor.open("/request/receipt").text
    assert "<svg width=" in page
    assert 'class="qr"' in page


def test_a_receipt_is_nobody_elses(visitor, district):
    handed_in(visitor, district.bureau)
    assert Visitor().get("/request/receipt/pdf").headers["Location"] == "/request"
