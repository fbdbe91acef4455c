"""Applications over the API: by the public, pushed by another system, sent again, and sent wrong."""

from datetime import date

import pytest

from tests.api.counter import Counter
from zhengwu.records.items.loading import Loaded, load
from zhengwu.statute.catalogue.model import Limit, Material, Record
from zhengwu.statute.forms.model import Field, Form, Kind, Section

pytestmark = pytest.mark.django_db
FORM = Form((Section("what", "申请内容", (Field("place", "经营场所"), Field("area", "面积", Kind.COUNT, False))),))
RECORD = Record(
    "公共场所卫生许可（新办）", "licence", statutory=Limit(20), promised=Limit(5), form=FORM,
    materials=(Material("application", "申请表"), Material("plan", "平面图", necessity="deferrable")),
)  # fmt: skip
HOLDER = {"name": "青禾望湖食品有限公司", "kind": "enterprise", "phone": "000-00000000"}


@pytest.fixture
def item(counter: Counter):
    """An item of the bureau."""
    return load([Loaded(counter.body, RECORD, date(2026, 1, 1))], by="承办人", at=counter.clock.now)[0]


def said(item, **more):
    """What is handed in, complete."""
    materials = [{"key": key, "original_seen": True} for key in ("application", "plan")]
    return {"item_id": item, "holder": HOLDER, "filled": {"place": ["青禾路1号"]}, "materials": materials} | more


def test_it_works(counter, item):
    made = counter.post("clerk", "/applications", said(item))
    sheet = counter.get("clerk", f"/cases/{made['case_id']}")
    assert (sheet["stage"]["key"], made["secret"] != "") == ("submitted", True)
    counter.step("clerk", made["case_id"], "accepted", on="2026-01-06")
    clocks = counter.get("clerk", f"/cases/{made['case_id']}/clock")
    assert "2026-02-03" in str(clocks)


def test_a_system_that_sends_again_makes_no_second_case(counter, item):
    pushed = said(item, channel="system", source_key="hall-7")
    first = counter.post("clerk", "/applications", pushed)
    again = counter.post("clerk", "/applications", pushed)
    assert (again["case_id"], again["number"], again["secret"]) == (first["case_id"], first["number"], "")


def test_it_refuses_what_is_missing_and_names_it(counter, item):
    for wrong, where in (
        ({"materials": []}, "materials.application"),
        ({"filled": {}}, "filled.place"),
        ({"filled": {"place": ["青禾路1号"], "area": ["很大"]}}, "filled.area"),
        ({"materials": [{"key": "map", "original_seen": True}]}, "materials.map"),
        ({"item_id": 10**9}, "item_id"),
    ):
        refused = counter.ask("clerk", "POST", "/applications", said(item, **wrong))
        assert (refused.status_code in (404, 422), refused.said["where"]) == (True, where)


def test_what_may_follow_is_promised(counter, item):
    given = [{"key": "application", "original_seen": True}]
    made = counter.post("clerk", "/applications", said(item, materials=given, deferred=["plan"], channel="counter"))
    assert counter.get("clerk", f"/cases/{made['case_id']}")["stage"]["key"] == "submitted"


def test_it_refuses_the_public_who_apply_on_the_portal(counter, item):
    assert counter.ask("public", "POST", "/applications", said(item)).status_code == 401


def test_items_are_found_and_told_whole(counter, item):
    found = counter.get("public", "/items?text=卫生")
    assert [one["id"] for one in found["items"]] == [item]
    whole = counter.get("public", f"/items/{item}")
    assert whole["record"]["materials"][1]["necessity"] == "deferrable"
