"""The registers about items: powers, seals, what was made simpler, figures, the base catalogue, powers by level."""

import pytest

from tests.conftest import START
from tests.workbench.conftest import TODAY
from zhengwu.records.items import counts, entries
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.statute.catalogue.model import CatalogueLine

ALL = ("/desk/powers", "/desk/seals", "/desk/simplified", "/desk/indicators", "/desk/items/levels",
       "/desk/indicators/on_the_spot", "/desk/indicators/online?side=below", "/desk/items/claim")  # fmt: skip


@pytest.mark.parametrize("path", ALL)
def test_it_works(seat, published, path):
    head = seat("head")
    assert head.get(path).status_code == 200
    assert head.get(path + ("&" if "?" in path else "?") + "format=csv").status_code == 200
    assert head.get(path + ("&" if "?" in path else "?") + "format=exe").status_code == 404
    assert seat("administrator").get(path).status_code == 403


def test_powers_are_put_down_taken_and_left_with_a_reason(seat, district, published):
    head = seat("head")
    lines = "小餐饮店经营许可 | 440117002011 | 市场监管局\n户外广告设置许可 | | 城管局"
    said = {"kind": "devolution", "title": "2026年下放目录", "receiver": district.bureau, "giver_name": "某市人民政府",
            "document_number": "某政发〔2026〕1号", "since": TODAY, "lines": lines}  # fmt: skip
    made = head.fill("/desk/powers/new", **said)
    assert made.status_code == 303, made.text
    first, second = counts.lines(int(made["Location"].rsplit("/", 1)[1]))
    assert first.department == "市场监管局"
    assert head.fill(f"{made['Location']}/lines/{first.id}/take", item=published).status_code == 303
    assert head.fill(f"{made['Location']}/lines/{second.id}/take", gap="编制未到位").status_code == 303
    page = head.open(made["Location"]).text
    assert "编制未到位" in page
    assert f'href="/desk/items/{published}"' in page
    (found,) = counts.uptakes()
    assert (found.sent, found.should, found.taken, found.gaps) == (2, 2, 1, 1)


def test_a_delegation_without_its_papers_is_refused(seat, district):
    said = {"kind": "delegation", "title": "委托目录", "receiver": district.bureau, "giver_name": "某市卫健委",
            "since": TODAY, "lines": "公共场所卫生许可"}  # fmt: skip
    refused = seat("head").fill("/desk/powers/new", **said)
    assert refused.status_code == 422
    assert "协议" in refused.text
    assert "公共场所卫生许可" in refused.text


def test_a_seal_is_registered_and_its_uses_put_down(seat, district):
    leader, clerk = seat("leader"), seat("clerk")
    said = {"body": district.bureau, "name": "青禾区行政审批专用章", "kind": "approval", "scope": "受理文书",
            "keeper": "周某", "since": TODAY}  # fmt: skip
    made = leader.fill("/desk/seals/new", **said)
    assert made.status_code == 303, made.text
    used = clerk.fill(f"{made['Location']}/use", what="受理通知书〔2026〕1号", on=TODAY, copies="2")
    assert used.status_code == 303, used.text
    assert "受理通知书〔2026〕1号" in clerk.open(made["Location"]).text
    assert clerk.fill(f"{made['Location']}/use", what="受理通知书", on="2199-01-01", copies="1").status_code == 422


def test_what_was_made_simpler_is_counted_by_kind(seat, district):
    head = seat("head")
    said = {"body": district.bureau, "kind": "deferred_materials", "names": "甲许可\n乙许可", "since": TODAY}
    assert head.fill("/desk/simplified/new", **said).status_code == 303
    page = head.open("/desk/simplified").text
    assert "甲许可" in page
    again = head.fill("/desk/simplified/new", **said)
    assert again.status_code == 409
    assert "乙许可" in again.text


@pytest.mark.parametrize(
    ("percent", "n", "status", "said"),
    [
        ("62.5%", "832", 200, "832项中的520项"),
        ("86.6%", "832", 200, "没有任何整数"),
        ("八成", "832", 422, "写成百分比"),
    ],
)
def test_a_published_percentage_is_tried(seat, published, percent, n, status, said):
    page = seat("head").get("/desk/indicators/attainable", {"percent": percent, "n": n})
    assert page.status_code == status
    assert said in page.content.decode()


def test_a_line_of_the_base_catalogue_is_taken_over(seat, district):
    entries.put(
        [CatalogueLine("440117002000", "小餐饮店经营许可", "licence")], since=START.date(), by=CLOCKWORK, at=START
    )
    head = seat("head")
    assert "小餐饮店经营许可" in head.open("/desk/items/claim").text
    made = head.fill("/desk/items/claim/440117002000", name="小餐饮店经营许可", action="new", level="county")
    assert made.status_code == 303, made.text
    assert "已认领" in head.open("/desk/items/claim").text


def test_a_day_that_is_none_is_told(seat):
    answer = seat("head").get("/desk/indicators", {"on": "2026-02-30"})
    assert answer.status_code == 422
    assert "没有“2026-02-30”这一天" in answer.content.decode()
