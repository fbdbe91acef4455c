"""A guide says what the record says, for the situation that was told; it is printed, kept, and given as data."""

import pytest

from tests.conftest import START
from zhengwu.records.items import actions as items
from zhengwu.statute.catalogue.written import as_json, record_from

NAME = "小餐饮店经营许可"


@pytest.fixture
def home(services):
    """The address of the guide."""
    return f"/services/{services['shop']}"


def test_it_works(visitor, home):
    page = visitor.open(home).text
    for said in (NAME, "有固定的经营场所。", "小餐饮店经营许可申请书", "5个工作日", "20个工作日", "不收费", "12号窗口",
                 "000-00000002", "青禾区人民法院", "第三十五条", "GovernmentService"):  # fmt: skip
        assert said in page, said


def test_what_depends_on_an_answer_is_told_apart(visitor, home):
    asked = visitor.open(home).text
    assert "视情况还要" in asked
    assert "租赁合同" in asked
    own = visitor.open(f"{home}?q-premises=own").text
    assert "租赁合同" not in own
    assert "3个工作日" in own
    rented = visitor.open(f"{home}?q-premises=rented").text
    assert "租赁合同" in rented
    assert "视情况还要" not in rented


def test_answers_that_make_no_sense_do_not_count(visitor, home):
    assert "视情况还要" in visitor.open(f"{home}?q-premises=nonsense&q-other=x").text


def test_it_is_printed_with_its_address_and_version(visitor, home):
    page = visitor.open(f"{home}/print?q-premises=rented").text
    assert "第1版" in page
    assert f"{home}/qr.svg" in page
    assert "租用" in page
    assert visitor.open(f"{home}/qr.svg").headers["Content-Type"] == "image/svg+xml"


def test_as_data_it_is_the_record(visitor, home):
    said = visitor.open(f"{home}?format=json").json()
    assert record_from(said["record"]).name == NAME
    assert said["version"] == 1


def test_it_is_kept_until_something_changes(visitor, home, services, actors):
    first = visitor.open(home)
    tag = first.headers["ETag"]
    assert visitor.open(home, **{"if-none-match": tag}).status_code == 304
    record = record_from(visitor.open(f"{home}?format=json").json()["record"])
    changed = as_json(record) | {"name": "小餐饮店许可"}
    items.draft(services["shop"], record_from(changed), by=actors["head"], at=START)
    items.publish(services["shop"], since=None, by=actors["leader"], at=START)
    later = visitor.open(home, **{"if-none-match": tag})
    assert later.status_code == 200
    assert "小餐饮店许可" in later.text


def test_findings_of_the_checks_are_not_shown(visitor, home):
    assert "faults" not in visitor.open(home).text


def test_a_kept_guide_asks_one_statement(visitor, home, django_assert_max_num_queries):
    visitor.open(home)
    with django_assert_max_num_queries(2):
        visitor.open(home)


def test_one_that_is_not_there_says_where_to_look(visitor, services):
    answer = visitor.open("/services/999999")
    assert answer.status_code == 404
    assert "从办事首页重新查找" in answer.text
