"""The items at the desk: listed, drawn up section by section, published by somebody else, paused and ended."""

import pytest

from tests.workbench.conftest import TODAY


def test_it_works(seat, published):
    page = seat("head").open("/desk/items")
    assert page.status_code == 200
    assert "小餐饮店经营许可" in page.text
    one = seat("head").open(f"/desk/items/{published}")
    assert "经营场所平面图" in one.text
    assert "国家对食品生产经营实行许可制度。" in one.text


@pytest.mark.parametrize(
    ("query", "there"),
    [("q=小餐饮", True), ("q=烟草", False), ("type=licence", True), ("type=award", False), ("state=paused", False),
     ("theme=food&case_type=promised_time", True), ("state=nonsense&body=x", True), ("q=%25", False)],
)  # fmt: skip
def test_the_list_is_narrowed(seat, published, query, there):
    assert ("小餐饮店经营许可" in seat("head").open(f"/desk/items?{query}").text) is there


def test_others_see_nothing_of_it(seat, published):
    other = seat("administrator")
    assert other.get("/desk/items").status_code == 403
    assert other.get(f"/desk/items/{published}").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_list_leaves_as_a_file(seat, published, kind):
    answer = seat("head").get(f"/desk/items/export/{kind}")
    assert answer.status_code == 200
    assert kind == "xlsx" or "小餐饮店经营许可" in answer.content.decode()


def test_an_item_is_begun_written_and_published_by_somebody_else(seat, district):
    head, leader = seat("head"), seat("leader")
    said = {"body": district.bureau, "name": "户外广告设置许可", "type": "licence", "action": "new", "level": "county"}
    made = head.fill("/desk/items/new", **said)
    assert made.status_code == 303
    base = made["Location"].removesuffix("/edit")
    written = head.fill(f"{base}/edit/identity", **said, body_nature="statutory", power_source="own",
                        objects=["enterprise"], **{"rows-bases": "0"})  # fmt: skip
    assert written.status_code == 303, written.text
    assert head.fill(f"{base}/publish", since=TODAY).status_code == 403
    assert leader.fill(f"{base}/publish", since=TODAY).status_code == 303
    assert "<strong>现行</strong>" in leader.open(base).text


def test_a_row_is_added_without_script_and_nothing_typed_is_lost(seat, published):
    head, at = seat("head"), f"/desk/items/{published}/edit/faqs"
    typed = {"rows-faqs": "1", "faqs-0-question": "多久能办好？", "faqs-0-answer": "还没有写完"}
    more = head.fill(at, **typed, does="add faqs")
    assert more.status_code == 200
    assert "还没有写完" in more.text
    assert 'name="faqs-1-question"' in more.text
    assert "有草稿待发布" not in head.open(f"/desk/items/{published}").text


def test_it_refuses_what_cannot_be_and_keeps_what_was_typed(seat, published):
    at = f"/desk/items/{published}/edit/faqs"
    refused = seat("head").fill(at, **{"rows-faqs": "1", "faqs-0-question": "", "faqs-0-answer": "五个工作日。"})
    assert refused.status_code == 422
    assert 'href="#f-faqs-0-question"' in refused.text
    assert "五个工作日。" in refused.text


def test_it_refuses_a_draft_that_somebody_else_wrote_meanwhile(seat, published):
    head, at = seat("head"), f"/desk/items/{published}/edit/conditions"
    assert head.fill(at, conditions="有经营场所。").status_code == 303
    late = head.fill(at, conditions="有固定场所。", seen="2026-01-01T00:00:00+00:00")
    assert late.status_code == 409
    assert "有固定场所。" in late.text


def test_a_change_is_shown_beside_what_held_before(seat, published):
    head = seat("head")
    assert head.fill(f"/desk/items/{published}/edit/conditions", conditions="有自己的经营场所。").status_code == 303
    page = head.open(f"/desk/items/{published}/versions/2/changes")
    assert "<del>有固定的经营场所。</del>" in page.text
    assert "<ins>有自己的经营场所。</ins>" in page.text


@pytest.mark.parametrize(
    ("post", "key", "typed", "after"),
    [
        ("head", "pause", {"reason": "系统升级"}, "暂停"),
        ("leader", "retire", {"reason": "青政发〔2026〕3号"}, "撤回取消"),
    ],
)
def test_an_item_is_paused_and_ended(seat, published, post, key, typed, after):
    visitor = seat(post)
    more = {"last": TODAY} if key == "retire" else {}
    assert visitor.fill(f"/desk/items/{published}/{key}", **typed, **more).status_code == 303
    assert after in visitor.open(f"/desk/items/{published}").text


def test_who_may_not_is_refused(seat, published):
    clerk = seat("clerk")
    assert clerk.get(f"/desk/items/{published}").status_code == 200
    assert clerk.get(f"/desk/items/{published}/edit").status_code == 403
    assert clerk.get(f"/desk/items/{published}/publish").status_code == 403
    assert clerk.get(f"/desk/items/{published}/nonsense").status_code == 404
