"""A bundle that 审批局 offers with items of two bodies, and a firm that applies for it. Nobody here exists."""

from datetime import UTC, date, datetime

import pytest

from zhengwu.records.approvals.actions import Given
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.bundles import applying, matters, offering
from zhengwu.records.bundles.applying import Applying
from zhengwu.records.cases import actions
from zhengwu.records.items import queries
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.items.models import ItemVersion
from zhengwu.records.licences import kinds
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.statute.bundles import Bundle, Node
from zhengwu.statute.catalogue.model import Choice, Limit, Material, Question, Record, Result
from zhengwu.statute.catalogue.written import values_of
from zhengwu.statute.forms.model import Field, Form, Kind, Section, When
from zhengwu.statute.procedures import Event

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 2, tzinfo=UTC)
HOLDER = Holder("青禾小馆", "91110000600037341L", "enterprise", "13800000000", "青禾区湖滨路1号")


def _form(*more: Field) -> Form:
    name = Field("name", "名称", means="holder.name")
    return Form((Section("place", "场所", (name, Field("area", "面积", Kind.COUNT, means="site.area"), *more)),))


def _record(name: str, days: int, *materials: Material, **more: object) -> Record:
    usual = {
        "objects": ("enterprise",),
        "statutory": Limit(20),
        "promised": Limit(days),
        "channels": ("online", "counter"),
    }
    return Record(name, "licence", materials=materials, **(usual | more))  # type: ignore[arg-type]


LEASE, PLAN = Material("lease", "住所使用证明"), Material("plan", "平面布局图", necessity="deferrable")
LICENCE = Material("licence", "营业执照", "certificate", licence_type="business_licence")
COOKS = Field("cook", "厨师人数", Kind.COUNT)
FRESH = Question("fresh", "卖生食吗？", (Choice("yes", "卖"), Choice("no", "不卖")))
RECORDS = {
    "register": _record("企业登记", 1, LEASE, results=(Result("营业执照", licence_type="business_licence"),)),
    "food": _record("食品经营许可", 10, LICENCE, PLAN, LEASE, form=_form(COOKS), questions=(FRESH,)),
    "sign": _record("户外广告设置", 5, LICENCE, LEASE, Material("drawing", "设计图"), form=_form()),
    "opening": _record("营业前检查", 3, form=_form()),
}  # fmt: skip
YES_NO = (Choice("yes", "是"), Choice("no", "否"))
BUNDLE = Bundle(
    "open_place", "我要开店",
    (
        Node("register", "企业登记", days=1),
        Node("food", "食品经营许可", after=("register",)),
        Node("sign", "户外广告设置", after=("register",), when=(When("sign", ("yes",)),)),
        Node("fire", "消防安全检查", after=("register",), when=(When("large", ("yes",)),)),
        Node("opening", "营业前检查", after=("food", "sign", "fire")),
    ),
    source="一事联办清单",
    questions=(Question("sign", "要店招吗？", YES_NO), Question("large", "超过300平方米吗？", YES_NO)),
)  # fmt: skip
ANSWERS = {"sign": "yes", "large": "no", "food__fresh": "no"}
FILLED = {"shared__site_area": ["120"], "food__cook": ["3"]}
MATERIALS = (Given("register__lease", original_seen=True), Given("food__plan", original_seen=True),
             Given("sign__drawing", original_seen=True))  # fmt: skip


@pytest.fixture
def items(district):
    """Ids of the items by part; the sign is the business of another body."""
    kinds.ship(district.bureau, by=CLOCKWORK, at=MONDAY, on=date(2020, 1, 1))
    bodies = dict.fromkeys(RECORDS, district.bureau) | {"sign": district.affairs}
    loaded = [Loaded(bodies[key], one, date(2024, 1, 1)) for key, one in RECORDS.items()]
    return dict(zip(RECORDS, load(loaded, by="test", at=MONDAY), strict=True))


@pytest.fixture
def bundle(district, items, actors):
    """The bundle, drafted by the head and published by the leader: its id."""
    found = offering.draft(district.bureau, BUNDLE, items, by=actors["head"], at=MONDAY)
    offering.publish(found, by=actors["leader"], at=MONDAY)
    return found


@pytest.fixture
def applied(bundle, actors):
    """A function that applies for the bundle at the counter, where the originals are seen."""

    def sent(*, by=actors["clerk"], at=MONDAY, source_key=None, **said):
        usual = {"answers": ANSWERS, "filled": FILLED, "holder": HOLDER, "materials": MATERIALS, "channel": "counter"}
        return applying.apply(bundle, Applying(**(usual | said)), by=by, at=at, source_key=source_key)

    return sent


@pytest.fixture
def office(district, hire, actor, actors):
    """Who decides and who stands at the counter, by body: the bureau's cast, and two of the other body."""
    there = {post: actor(hire(post, district.affairs)) for post in ("clerk", "head")}
    return {district.bureau: actors, district.affairs: there}


@pytest.fixture
def step(office):
    """A function that takes a step in a case as somebody of its body."""

    def taken(facts, key, who="head", at=TUESDAY, **says):
        return actions.take(facts.case_id, Event(key, day_of(at), says=says), by=office[facts.body_id][who], at=at)

    return taken


@pytest.fixture
def now():
    """A function that tells a matter as it stands."""
    return lambda made: matters.matter(made.matter_id, by=PUBLIC)


@pytest.fixture
def parts(now):
    """A function that tells what has become of each part."""
    return lambda made: {one.node: one.part for one in now(made).parts}


@pytest.fixture
def decide(now, step):
    """A function that accepts and decides one part."""

    def decided(made, node, outcome="granted"):
        facts = next(one for one in now(made).parts if one.node == node)
        step(facts, "accepted", "clerk")
        says = {} if outcome == "granted" else {"reasons": "不符合条件"}
        step(facts, "decided", outcome=outcome, **says)

    return decided


def rewritten(item_id: int, record: Record) -> None:
    """Has the version of an item say something else, as no office can: what was remembered of it is forgotten."""
    ItemVersion.objects.filter(item_id=item_id).update(content=values_of(record))
    queries._settled.cache_clear()
