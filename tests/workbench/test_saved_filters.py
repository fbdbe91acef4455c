"""Saved filters: one's own, the unit's, the one to begin with, in order, deleted and back."""

import pytest

from zhengwu.records.filters.models import SavedFilter

PLACE = "/desk/filters"


@pytest.fixture
def save(seat):
    """A function by which a post saves what is asked for; gives the visitor."""

    def saved(post, query, name, *how):
        visitor = seat(post)
        answer = visitor.fill(f"/desk/filters/new?{query}", name=name, how=list(how))
        assert answer.status_code == 303, answer.text
        return visitor

    return saved


def do(visitor, deed, pk, **typed):
    return visitor.fill(PLACE, deed=deed, id=pk, **typed)


def test_it_works(file, save):
    file("received")
    head = save("head", "tab=open&state=received", "刚收到的")
    page = head.open("/desk/?tab=open").text
    assert "刚收到的" in page
    assert "/desk/?tab=open&amp;state=received" in page
    assert '<span>刚收到的</span> <span class="count">1</span>' in page


def test_the_inbox_opens_with_the_one_chosen(save):
    head = save("head", "tab=late", "超期的", "default")
    assert head.get("/desk/").headers["Location"] == "/desk/?tab=late"
    do(head, "unbegin", SavedFilter.objects.get().pk)
    assert head.open("/desk/").status_code == 200


def test_one_that_is_shared_is_seen_by_colleagues_only(save, seat, district, hire):
    save("head", "tab=late", "共享条件", "shared")
    save("head", "tab=late", "自用条件")
    page = seat("clerk").open("/desk/").text
    assert "共享条件" in page
    assert "自用条件" not in page
    assert "共享条件" not in seat("supervisor").open("/desk/").text


def test_only_its_owner_changes_it(save, seat):
    save("head", "tab=late", "共享条件", "shared")
    pk = SavedFilter.objects.get().pk
    for deed in ("rename", "share", "keep", "begin", "up", "delete"):
        assert do(save("clerk", "tab=open", "我的"), deed, pk, name="改").status_code == 404
    assert SavedFilter.objects.get(pk=pk).name == "共享条件"


def test_it_is_renamed_moved_deleted_and_brought_back(save):
    head = save("head", "tab=late", "一")
    save("head", "tab=open", "二")
    first, second = SavedFilter.objects.order_by("id").values_list("id", flat=True)
    do(head, "rename", first, name="  改 名 ")
    do(head, "up", second)
    page = head.open(PLACE).text
    assert page.index(">二<") < page.index(">改 名<")
    do(head, "delete", second)
    assert ">二</a>" not in head.open(PLACE).text
    do(head, "restore", second)
    assert ">二</a>" in head.open(PLACE).text


@pytest.mark.parametrize("name", ["", "  ", "长" * 41])
def test_a_name_that_is_none_is_refused(save, seat, name):
    answer = seat("head").fill("/desk/filters/new?tab=late", name=name)
    assert answer.status_code == 422
    head = save("head", "tab=late", "好")
    again = do(head, "rename", SavedFilter.objects.get().pk, name=name)
    assert (again.status_code, "名称应为1至40字" in again.text) == (422, True)


def test_a_deed_that_is_none_is_refused(seat):
    assert seat("head").fill(PLACE, deed="x", id="1").status_code == 422
    assert seat("head").fill(PLACE, deed="up", id="x").status_code == 422


def test_the_list_without_any_says_how_to_begin(seat):
    page = seat("head").open(PLACE).text
    assert "还没有常用条件。" in page
    assert "存为常用条件" in page
