"""Finding before asking: who finds it is done and nothing is kept; who does not goes on with what was typed."""

import pytest

from tests.ui.conftest import Visitor
from zhengwu.portal.finding import pieces
from zhengwu.records.drafts.models import Draft


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


def test_it_works(visitor, published):
    body = published()
    answer = visitor.send("/request/subject", subject="行政审批局2026年年度报告")
    assert answer.headers["Location"] == "/request/found"
    page = visitor.open("/request/found").text
    assert f'href="/reports/{body}/2026"' in page
    done = visitor.send("/request/found", hit=f"/reports/{body}/2026")
    assert done.headers["Location"] == f"/reports/{body}/2026"
    assert "没有提交申请" in visitor.open(f"/reports/{body}/2026").text
    assert not Draft.objects.exists()


def test_nobody_is_sent_to_what_was_not_found(visitor, published):
    published()
    visitor.send("/request/subject", subject="行政审批局2026年年度报告")
    assert visitor.send("/request/found", hit="https://elsewhere.example/").headers["Location"] == "/request/found"


def test_where_nothing_is_found_one_goes_on_with_what_was_typed(visitor, district):
    answer = visitor.send("/request/subject", subject="望湖大道绿化工程")
    assert answer.headers["Location"] == "/request/office"
    visitor.send("/request/office", office=str(district.bureau))
    assert "望湖大道绿化工程</textarea>" in visitor.open("/request/what").text


def test_the_office_of_a_guide_comes_along(visitor, district):
    page = visitor.open(f"/guide/{district.bureau}").text
    assert f'href="/request/subject?body={district.bureau}"' in page
    opened = visitor.open(f"/request/subject?body={district.bureau}").text
    assert f'name="office" value="{district.bureau}"' in opened
    visitor.send("/request/subject", subject="望湖大道", office=str(district.bureau))
    assert f'value="{district.bureau}" selected' in visitor.open("/request/office").text


def test_a_text_falls_into_pieces():
    assert pieces("2025年绿化") == {"2025", "年绿", "绿化"}
    assert pieces("水, Deadline１") == {"水", "deadline1"}
