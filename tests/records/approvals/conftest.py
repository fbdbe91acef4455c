"""Items of 审批局 to apply for, and a citizen and a firm who do. Nobody here exists."""

from datetime import UTC, date, datetime

import pytest

from zhengwu.records.approvals import actions
from zhengwu.records.approvals.actions import Given, Submission
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.cases import actions as cases
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.licences import kinds
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.statute.catalogue.model import (
    Basis,
    Choice,
    Commitment,
    Limit,
    Material,
    Question,
    Record,
    Result,
    Stage,
    Variant,
)
from zhengwu.statute.forms.model import When
from zhengwu.statute.procedures import Event

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)  # 10 o'clock in the office
TUESDAY = datetime(2026, 3, 3, 2, tzinfo=UTC)
HOLDER = Holder("青禾小馆", "91110000600037341L", "enterprise", "13800000000", "青禾区湖滨路1号")
CITIZEN = Holder("林晓禾", "110101199003071233", "natural_person", "13900000000")
RESTAURANT = Record(
    "食品经营许可", "licence", bases=(Basis("食品安全法"),), objects=("enterprise",), case_type="promised_time",
    statutory=Limit(20), promised=Limit(10), channels=("counter", "online"),
    stages=(Stage("receipt", "收件"), Stage("acceptance", "受理"), Stage("site", "现场核查", 3, "审批科", own=True),
            Stage("approval", "审批")),
    materials=(
        Material("form", "申请书", "form"),
        Material("layout", "布局图", necessity="deferrable"),
        Material("licence", "营业执照", "certificate", licence_type="business_licence", source="government"),
        Material("lease", "租赁合同", replaced=True, when=(When("premises", ("rented",)),)),
    ),
    questions=(Question("premises", "经营场所是自有还是租赁？", (Choice("own", "自有"), Choice("rented", "租赁"))),),
    variants=(Variant("small", "租赁场所", (When("premises", ("rented",)),), promised=Limit(8)),),
    commitment=Commitment("conditions", ("场所符合卫生要求",), "承诺不实的，撤销许可", 30),
    results=(Result("食品经营许可证", "licence", "food_operation", 60),), supplement_days=10,
)  # fmt: skip
CARD = Record(
    "老年人优待证发放", "public_service", case_type="on_the_spot", statutory=Limit(5), promised=Limit(0),
    materials=(Material("id", "居民身份证", "certificate"),), objects=("natural_person",),
    results=(Result("老年人优待证", "document"),),
)  # fmt: skip
RECORD = Record(
    "预付卡经营备案", "filing", statutory=Limit(5), promised=Limit(2), materials=(Material("form", "备案表", "form"),),
    objects=("enterprise",),
)  # fmt: skip
FULL = (
    Given("form", file_name="申请书.pdf", original_seen=True),
    Given("layout", original_seen=True),
    Given("licence", original_seen=True),
    Given("lease", original_seen=True),
)


@pytest.fixture
def items(district):
    """Ids of the items, by a short name; the kinds of licences are on file."""
    kinds.ship(district.bureau, by=CLOCKWORK, at=MONDAY, on=date(2020, 1, 1))
    wanted = {"restaurant": RESTAURANT, "card": CARD, "record": RECORD}
    loaded = [Loaded(district.bureau, one, date(2024, 1, 1), district.other_unit) for one in wanted.values()]
    return dict(zip(wanted, load(loaded, by="test", at=MONDAY), strict=True))


@pytest.fixture
def applied(items, actors):
    """A function that applies for an item, with a clerk who has seen the originals unless told otherwise."""

    def sent(key="restaurant", *, by=None, at=MONDAY, source_key=None, **said):
        by = by or actors["clerk"]
        usual = {"answers": {"premises": "rented"}, "holder": HOLDER, "materials": FULL}
        if key != "restaurant":
            usual = {"holder": CITIZEN if key == "card" else HOLDER, "materials": (Given("id", original_seen=True),)}
        if key == "record":
            usual["materials"] = (Given("form", original_seen=True),)
        return actions.submit(items[key], Submission(**(usual | said)), by=by, at=at, source_key=source_key)

    return sent


@pytest.fixture
def step(actors):
    """A function that takes a step as somebody of the cast."""

    def taken(case_id, key, who="head", at=TUESDAY, **says):
        return cases.take(case_id, Event(key, at.date(), says=says), by=actors[who], at=at)

    return taken


@pytest.fixture
def granted(applied, step):
    """A function that applies for a restaurant and grants it; gives the id of the case."""

    def done(**said):
        case_id = applied(**said).case_id
        step(case_id, "accepted", "clerk")
        step(case_id, "reviewed", "handler", stage="site", verdict="passed")
        step(case_id, "decided", "head", outcome="granted")
        return case_id

    return done
