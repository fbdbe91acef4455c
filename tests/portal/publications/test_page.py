"""The page of a publication: the table of the law, text and facts, what it is tied to, versions, paper, memory."""

import re
from datetime import timedelta

import pytest

from tests.portal.publications.press import AT
from tests.records.publications.shelf import publication
from zhengwu.portal.publications import kept
from zhengwu.records.organs import actions as organs
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications import actions


def home(made):
    """The address of a publication."""
    return f"/publications/{made.publication_id}"


def test_it_works(press, reader, django_assert_num_queries):
    made = press.publish(number="审批局发〔2026〕5号", summary="容缺受理怎么办")
    page = reader.open(home(made))
    assert page.status_code == 200
    for said in (
        "QHSP-2026-000001",
        "审批局发〔2026〕5号",
        "青禾区行政审批局",
        "2026年3月2日（周一）",
        "通知公告",
        "容缺受理工作",
    ):
        assert said in page.text, said
    assert '<meta name="description" content="容缺受理怎么办">' in page.text
    assert f'<link rel="canonical" href="http://127.0.0.1{home(made)}">' in page.text
    with django_assert_num_queries(1):
        assert reader.open(home(made)).text == page.text


def test_cold_it_takes_seven_statements(press, reader, django_assert_num_queries):
    made = press.publish()
    with django_assert_num_queries(7):
        reader.get(home(made))


def test_nobody_sees_a_draft_or_what_was_never_there(press, reader):
    draft = press.draft()
    for path in (home(draft), f"{home(draft)}/print", f"{home(draft)}/qr.svg", "/publications/999999"):
        page = reader.open(path)
        assert page.status_code == 404
        assert "容缺" not in page.text


def test_facts_are_a_table_and_files_say_what_they_are(press, reader):
    made = press.draft("许可结果", "", "licence_result", facts=(("许可编号", "<b>7</b>"),))
    press.enclose(made, b"%PDF-1.7" + b"x" * 2048, "名单 1.pdf")
    page = reader.open(home(press.release(made))).text
    assert '<th scope="row">许可编号</th><td>&lt;b&gt;7&lt;/b&gt;</td>' in page
    assert "/%E5%90%8D%E5%8D%95%201.pdf" in page
    assert "PDF · 2 KB" in page


def test_what_is_repealed_says_since_when_and_by_what(press, reader):
    made = press.publish("暂行规定", kind="normative_document")
    assert "有效" in reader.open(home(made)).text
    press.take(made.case_id, "repealed", "head", how="repealed", document="审批局规〔2026〕3号")
    page = reader.open(home(made)).text
    assert re.search(r"本件自 2026年3月\d+日 起已废止，依据：审批局规〔2026〕3号。", page)


def test_a_document_and_what_explains_it_lead_to_each_other(press, reader):
    made = press.publish("管理办法", kind="normative_document")
    assert "政策解读" not in reader.open(home(made)).text.split("<article")[1]
    other = press.publish("《管理办法》解读", kind="policy_interpretation", interprets_id=made.publication_id)
    assert f'href="{home(other)}"' in reader.open(home(made)).text
    assert f'href="{home(made)}"' in reader.open(home(other)).text
    press.withdraw(made)
    assert "管理办法</a>" not in reader.open(home(other)).text


def test_versions_say_what_changed_and_why(press, reader):
    made = press.publish("通知", "电话：000-00000000。")
    press.correct(made, "通知", "电话：000-00000009。", reason="电话有误。")
    page = reader.open(home(made)).text
    assert "电话有误。" in page
    assert "?version=2&amp;with=1" in page
    assert "不是现行版本" in reader.open(f"{home(made)}?version=1").text
    compared = reader.open(f"{home(made)}?version=2&with=1").text
    assert "<del>0</del><ins>9</ins>" in compared
    for wrong in ("?version=3", "?version=x", "?version=1&with=7"):
        assert reader.get(home(made) + wrong).status_code == 404


def test_a_version_that_is_prepared_is_nobodys_to_see(press, reader):
    made = press.publish("通知", "第一版。")
    press.take(made.case_id, "amended", "handler", change="revision", reason="修订")
    assert reader.get(f"{home(made)}?version=2").status_code == 404


def test_it_prints_as_a_document_and_has_a_code(press, reader):
    made = press.publish(number="审批局发〔2026〕5号")
    paper = reader.open(f"{home(made)}/print").text
    assert '<p class="serial">审批局发〔2026〕5号</p>' in paper
    assert "2026年3月2日</time>" in paper
    code = reader.get(f"{home(made)}/qr.svg")
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content


def test_other_channels_are_named(press, reader):
    made = press.publish()
    reader.get(home(made))
    by, at = press.actors["clerk"], press.at
    actions.place(made.publication_id, "gazette", "区政府公报", at.date(), by=by, at=at)
    assert "政府公报：区政府公报 · 2026年3月2日" in reader.open(home(made)).text


def test_a_body_keeps_the_name_under_which_it_published(press, reader, district):
    made = press.publish()
    reader.get(home(made))
    organs.rename(
        district.bureau, name="青禾区数据局", short_name="数据局", by=CLOCKWORK, at=press.at + timedelta(days=2)
    )
    assert "青禾区行政审批局</a>" in reader.open(home(made)).text


@pytest.mark.parametrize("look", [{"zhengwu_type": "large"}, {"zhengwu_language": "en"}])
def test_how_one_wants_to_see_it_is_nobody_elses(press, reader, look):
    path = home(press.publish())
    plain = reader.open(path)
    reader.cookies.load(look)
    own = reader.open(path)
    assert own.text != plain.text
    assert own["ETag"] != plain["ETag"]
    assert own["Vary"] == "Cookie, Accept-Language, Accept-Encoding"
    reader.cookies.clear()
    assert reader.open(path).text == plain.text


def test_nothing_of_whoever_came_first_is_kept(press, reader):
    path = home(press.publish())
    first = reader.get(f"{path}?from=secret-friend")
    assert b"secret-friend" not in first.content
    assert "zhengwu_form" not in first.cookies
    assert first["Cache-Control"] == "public, no-cache"


def test_what_is_kept_has_an_end():
    shelf = kept.Shelf(100)
    for number in range(30):
        shelf.put(str(number), kept.Page(b"12345"))
    assert 50 < shelf.bytes == 7 * len(shelf.pages) <= 100
    assert shelf.get("29")
    assert shelf.get("0") is None
    shelf.put("large", kept.Page(b"x" * 50))
    assert shelf.get("large") is None


def test_what_was_imported_without_a_case_has_a_page(reader, district):
    row = publication(district.bureau, AT.date(), changed_at=AT)
    assert "统计信息" in reader.open(f"/publications/{row.pk}").text
