"""The catalogues at the desk: a list from nothing to its state, files, guides, columns, figures; who may do what."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.records.publications.shelf import line, placed, publication
from tests.ui.conftest import Visitor
from zhengwu.records.publications import entries, guides, lines
from zhengwu.records.publications.models import Column, Entry, Guide

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
FILE = "序号,一级事项,二级事项,公开内容（要素）,公开时限\n1,服务,开放时间,地址,每月\n2,,活动安排,时间,每季度\n"
TYPED = {
    "title": "办件统计",
    "category": "art20_04",
    "cadence": "monthly",
    "audience": "society",
    "manner": "proactive",
}


@pytest.fixture
def base(district):
    return f"/desk/catalogue/{district.bureau}"


@pytest.fixture
def seat(cast):
    """A function that signs a post in."""

    def seated(post):
        visitor = Visitor(raise_request_exception=False)
        assert visitor.sign_in(cast[post]).status_code == 303
        return visitor

    return seated


@pytest.fixture
def head(seat):
    return seat("head")


def test_it_works(head, base, district):
    assert "从条例第二十条开始" in head.open("/desk/catalogue").text
    sent = head.send(f"{base}/proposals", line=["start-1", "start-4"])
    assert (sent.status_code, sent["Location"]) == (303, base)
    shown = head.open(base).text
    assert "政策解读" not in shown
    assert "机构设置和联系方式" in shown
    assert Entry.objects.filter(body_id=district.bureau).count() == 2


def test_a_line_is_added_changed_moved_ended_and_taken_up_again(head, base):
    where = head.send(f"{base}/new", **TYPED)["Location"]
    assert "下次最迟公开日" in head.open(where).text
    pk = int(where.rpartition("/")[2])
    head.send(f"{where}/change", **{**TYPED, "title": "办件情况统计", "within": "10"})
    assert Entry.objects.get(pk=pk).within == 10
    head.send(f"{where}/move", on=where, to="down")
    assert "停止执行" in head.open(f"{where}/end").text
    head.send(f"{where}/end")
    assert Entry.objects.get(pk=pk).until is not None
    head.send(f"{where}/end")
    assert Entry.objects.get(pk=pk).until is None


def test_what_is_wrong_is_said_beside_the_field_and_kept(head, base):
    sent = head.send(f"{base}/new", **{**TYPED, "title": "", "within": "二十"})
    assert sent.status_code == 422
    assert 'href="#f-title"' in sent.text
    assert 'value="二十"' in sent.text
    assert head.send(f"{base}/new", **{**TYPED, "within": "999"}).status_code == 422


def test_the_state_of_each_line_and_what_is_narrowed(head, base, district):
    late = line(district.bureau, "1", title="逾期的", owed_on=date(2026, 1, 2))
    line(district.bureau, "2", title="一直没有的事", cadence="event")
    assert "从未公开" in head.open(f"{base}?state=overdue").text
    assert "一直没有的事" not in head.open(f"{base}?state=overdue").text
    assert "逾期的" not in head.open(f"{base}?state=open").text
    assert "没有符合条件" in head.open(f"{base}?state=soon").text
    assert f"entry={late.pk}" in head.open(f"/desk/catalogue/lines/{late.pk}").text


def test_a_catalogue_is_looked_at_then_written(head, base, district):
    def sent(content):
        csrf = head.the_token(f"{base}/import")
        file = SimpleUploadedFile("目录.csv", content.encode())
        return head.post(f"{base}/import", {"csrf": csrf, "field": "culture", "file": file}).content.decode()

    shown = sent(FILE)
    assert Entry.objects.count() == 0
    packed = shown.partition('name="packed" value="')[2].partition('"')[0]
    done = head.send(f"{base}/import/write", on=base, packed=packed)
    assert done["Location"] == base
    assert [one.title for one in lines.all_of(district.bureau, date(2026, 12, 1))] == ["开放时间", "活动安排"]
    assert "没有需要写入的" in sent(FILE)
    wrong = sent(FILE + f"3,服务,{'长' * 201},丙,每月\n")
    assert "有 1 行有误" in wrong
    assert 'name="packed"' not in wrong
    assert "没有读懂公开时限“随缘”，暂按变更后及时更新" in sent(FILE + "3,服务,志愿服务,丙,随缘\n")
    assert "没有找到表头" in sent("甲,乙\n1,2\n")
    assert head.send(f"{base}/import/write", on=base, packed="x").status_code == 303


@pytest.mark.parametrize(("kind", "begins"), [("xlsx", b"PK"), ("csv", "\ufeff序号".encode()), ("json", b"[")])
def test_the_list_leaves_as_a_file(head, base, district, kind, begins):
    line(district.bureau)
    found = head.get(f"{base}/export/{kind}")
    assert found.content.startswith(begins)
    assert "attachment" in found["Content-Disposition"]
    assert head.get(f"{base}/export/exe").status_code == 404


def test_a_guide_is_written_reviewed_and_compared(head, base, district):
    assert "开始编写" in head.open(f"{base}/guide").text
    texts = {"categories": "按条例分类。", "arrangement": "按索引号。", "ways": "网上查阅。"}
    head.send(f"{base}/guide/write", **texts, heading=["收费", ""], said=["不收费。", ""])
    shown = head.open(f"{base}/guide").text
    assert "不收费。" in shown
    assert "指南缺少" in shown
    assert "指南缺少" in head.open(head.send(f"{base}/guide/review", on=f"{base}/guide")["Location"]).text
    head.send(
        f"{base}/guide/write", **{**texts, "ways": "网上或者到场查阅。"}, seen=str(guides.shown(district.bureau).id)
    )
    last = Guide.objects.latest("id")
    shown = head.open(f"{base}/guide/versions/{last.pk}").text
    assert "change-gone" in shown
    assert "网上或者到场查阅。" in shown
    assert head.send(f"{base}/guide/write", **{**texts, "ways": ""}).status_code == 422


def test_columns_are_arranged_by_who_looks_after_the_whole(seat, head):
    above = seat("supervisor")
    above.send("/desk/catalogue/columns/new", name="青禾榜样", parent="news")
    made = Column.objects.get(name="青禾榜样")
    assert above.send("/desk/catalogue/columns/news/close").status_code == 409
    above.send(f"/desk/catalogue/columns/{made.key}/close")
    assert Column.objects.get(pk=made.pk).closed_on
    assert "青禾榜样" in head.open("/desk/catalogue/columns").text
    assert head.open("/desk/catalogue/columns/new").status_code == 403


def test_each_figure_opens_exactly_so_many(head, base, district):
    for month in (1, 2):
        placed(publication(district.bureau, date(2026, month, 9)), "wechat", date(2026, month, 9))
    shown = head.open(f"{base}/figures?year=2026&cut=kind").text
    assert 'behind?year=2026&amp;channel=portal&amp;kind=statistics">2<' in shown
    listed = head.open(f"{base}/figures/behind?year=2026&channel=portal&kind=statistics").text
    assert listed.count("data-row") == 2
    assert "还没有公开的信息" in head.open(f"{base}/figures?year=2025").text
    assert "合计,2,2,4" in head.get(f"{base}/figures/export/csv?year=2026&cut=kind").content.decode()


def test_who_only_reads_sees_no_deeds_and_does_none(seat, base, district):
    made = line(district.bureau)
    for post in ("clerk", "handler", "leader"):
        visitor = seat(post)
        assert "增加一条" not in visitor.open(base).text
        assert visitor.open(f"{base}/new").status_code == 403
        assert visitor.open(f"/desk/catalogue/lines/{made.pk}/end").status_code == 403
    assert seat("administrator").open(base).status_code == 404


def test_a_long_list_costs_few_statements(head, base, district, actors, django_assert_max_num_queries):
    entries.propose(district.bureau, [f"start-{n}" for n in range(1, 20)], by=actors["head"], at=AT)
    made = line(district.bureau, "99")
    for path, most in ((base, 12), (f"/desk/catalogue/lines/{made.pk}", 12), (f"{base}/figures", 10)):
        head.get(path)
        with django_assert_max_num_queries(most):
            assert head.get(path).status_code == 200
