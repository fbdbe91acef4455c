"""What the bodies of 青禾区 published in three years: drafted, reviewed, approved, published, sometimes put right.

Titles and texts stand in `published.toml`. What chance may not be trusted to bring (a document repealed, one taken
down, one withheld, one approved for tomorrow) is told by name.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from examples.district.applicants import company
from examples.district.staff import Body
from examples.district.subjects import PROJECTS
from examples.district.world import Story, World
from zhengwu.records.cases import actions as cases
from zhengwu.records.publications import actions, entries, lines
from zhengwu.records.publications.actions import Draft, Registered
from zhengwu.records.publications.texts import Written
from zhengwu.statute.disclosure import kinds
from zhengwu.statute.disclosure.standards import of_field, starting
from zhengwu.statute.procedures import Event

HOLIDAYS = {4: "清明节、劳动节", 9: "中秋节、国庆节", 12: "元旦"}
QUARTERS = {1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}
WHERE = {"wechat": "青禾政务", "gazette": "青禾区人民政府公报", "press": "《青禾日报》", "hall": "区政务服务大厅电子屏",
         "reading_point": "区档案馆、区图书馆", "platform": "省政务服务平台"}  # fmt: skip
REPORTS = ("report", "report_gov")
FIELDS = {"fg": ("major_projects",), "zj": ("affordable_housing",), "jy": ("education",), "wj": ("health",)}
LATE, RETURNED, CORRECTED = 0.05, 0.08, 0.03


SAID = tomllib.loads(Path(__file__).with_name("published.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Plan:
    """One publication to come: what it is, and how it fares."""

    kind: str
    title: str
    text: str
    field: str = ""
    series: str = ""
    explains: bool = False
    also: tuple[str, ...] = ()
    ends: str = "published"  # or how far it has come by today; or what became of it


def begin_publishing(world: World, bodies: dict[str, Body], first: date) -> None:
    """Lets three years of publications begin, and what lies on the desks today."""
    begin_lists(world, bodies, first)
    for number, line in enumerate(SAID["publication"]):
        for body in bodies.values():
            if body.office.key in line["who"] or "*" in line["who"]:
                _begin_line(world, body, number, line, first)
    begin_told(world, bodies["sp"])
    begin_today(world, bodies)


def begin_lists(world: World, bodies: dict[str, Body], first: date) -> None:
    """Each body's publication list, from what 条例第二十条 names; one line of most is never met."""
    for body in bodies.values():
        world.begin(first, _listed(world, body))


def _listed(world: World, body: Body) -> Story:
    kind, key = body.office.kind, body.office.key
    made = {line["kind"] for line in SAID["publication"] if key in line["who"] or "*" in line["who"]}
    wanted = [one.key for one in starting(kind) if one.kind in made or one.cadence in REPORTS]
    wanted += ["start-4"] if body.id % 3 else []
    wanted += [one.key for field in FIELDS.get(key, ()) for one in of_field(field)]
    entries.propose(body.id, wanted, by=body.actor("head"), at=world.at)
    yield world.later(1)


def _begin_line(world: World, body: Body, number: int, line: dict[str, object], first: date) -> None:
    for year in range(first.year, world.today.year + 1):
        chance = world.chance(f"published/{body.office.key}/{number}/{year}")
        if chance.random() > float(str(line.get("often", 1))):
            continue
        for month in line["months"]:  # type: ignore[attr-defined]
            on = date(year, month, chance.randint(2, 4) if line.get("early") else chance.randint(3, 26))
            if first <= on <= world.today:
                world.begin(on, publication(world, body, _filled(line, body, on, chance), chance))


def _filled(line: dict[str, object], body: Body, on: date, chance: Random) -> Plan:
    livelihood, field = chance.choice(SAID["livelihood"])
    month = (on.replace(day=1) - timedelta(days=1)).month
    quarter = (on.month + 8) // 3 % 4 + 1
    said = {
        "month_year": on.year - (month == 12), "month_before": month, "holiday_year": on.year + (on.month == 12),
        "before_year": on.year - (quarter == 4), "before_quarter": QUARTERS[quarter],
        "body": body.office.name, "short": body.office.short, "year": on.year, "last": on.year - 1, "month": on.month,
        "matter": chance.choice(SAID["matters"]), "project": chance.choice(PROJECTS), "company": company(chance),
        "quarter": QUARTERS[(on.month - 1) // 3 + 1], "holiday": HOLIDAYS.get(on.month, "节假日"),
        "livelihood": livelihood, "livelihood_field": field, "amount": f"{chance.randint(40, 9800) / 10:.1f}",
        "rate": chance.randint(4, 8), "count": chance.randint(30, 420), "few": chance.randint(4, 28),
    }  # fmt: skip
    words = {key: str(line.get(key, "")).format(**said).strip() for key in ("title", "text", "field", "series")}
    also = tuple(line.get("also", ()))  # type: ignore[arg-type]
    return Plan(str(line["kind"]), **words, explains=bool(line.get("explains")), also=also)


def publication(world: World, body: Body, plan: Plan, chance: Random) -> Story:
    """A publication from the day it was made; chance decides how fast, and whether it is returned or put right."""
    made = _registered(world, body, plan)
    slow = 19 if chance.random() < LATE and plan.kind != "notice" else 0
    yield world.later(chance.randint(1, 3) + slow)
    _put_forward(world, body, made)
    if chance.random() < RETURNED:
        yield world.later(1)
        _take(world, made, "returned", body.actor("reviewer"), reason="请补充依据的文件名称和文号。")
        yield world.later(1)
        _put_forward(world, body, made)
    yield world.later(chance.randint(1, 2))
    _reviewed(world, body, plan, made)
    yield world.later(chance.randint(0, 2))
    _take(world, made, "approved", body.actor("leader"))
    if plan.ends == "approved":
        return
    yield world.later(0)
    _take(world, made, "published", body.actor("clerk"))
    yield world.later(chance.randint(0, 3))
    for channel in plan.also:
        actions.place(made.publication_id, channel, WHERE[channel], world.on, by=body.actor("clerk"), at=world.at)
    if plan.explains:
        yield from _explained(world, body, plan, made, chance)
    if chance.random() < CORRECTED:
        yield world.later(12)
        yield from _put_right(world, body, plan, made)


def _registered(world: World, body: Body, plan: Plan, interprets: int | None = None) -> Registered:
    number = f"{plan.series}〔{world.on.year}〕{world.chance(plan.title).randint(1, 60)}号" if plan.series else ""
    written = Written(plan.title, plan.text, plan.text.split("\n\n")[-1][:80] if not plan.series else "", number)
    category = kinds()[plan.kind].category
    line = lines.proposed(body.id, world.on, kind=plan.kind, category=category, field=plan.field)
    draft = Draft(
        plan.kind, world.on, written, body.units[0], field=plan.field, entry_id=line, interprets_id=interprets
    )
    return actions.register(body.id, draft, by=body.actor("handler"), at=world.at)


def _put_forward(world: World, body: Body, made: Registered, attribute: str = "proactive", **said: str) -> None:
    _take(world, made, "attributed", body.actor("handler"), attribute=attribute, **said)


def _reviewed(world: World, body: Body, plan: Plan, made: Registered) -> None:
    for aspect in ("secrecy", "legal") if kinds()[plan.kind].lasting else ("secrecy",):
        _take(world, made, "reviewed", body.actor("reviewer"), aspect=aspect, verdict="passed")


def _take(world: World, made: Registered, key: str, by: object, **said: object) -> None:
    cases.take(made.case_id, Event(key, world.on, says=said), by=by, at=world.at)  # type: ignore[arg-type]


def _explained(world: World, body: Body, plan: Plan, made: Registered, chance: Random) -> Story:
    """The interpretation of a document follows it."""
    yield world.later(2)
    text = f"{SAID['questions'].strip()}\n\n{plan.text[-120:]}"
    told = Plan("policy_interpretation", f"《{plan.title[-40:]}》政策解读", text)
    other = _registered(world, body, told, interprets=made.publication_id)
    _put_forward(world, body, other)
    yield world.later(1)
    _reviewed(world, body, told, other)
    _take(world, other, "approved", body.actor("head"))
    _take(world, other, "published", body.actor("clerk"))


def _put_right(world: World, body: Body, plan: Plan, made: Registered) -> Story:
    """A mistake is found in what was published (条例第六条)."""
    by = body.actor("handler")
    _take(world, made, "amended", by, change="correction", reason="咨询电话有误，予以更正。")
    words = Written(plan.title, plan.text.replace("000-00000000", "000-00000001") + "\n\n（本文已于发布后更正。）")
    actions.write(made.publication_id, words, by=by, at=world.at)
    _put_forward(world, body, made)
    yield world.later(1)
    _reviewed(world, body, plan, made)
    _take(world, made, "approved", body.actor("head"))
    _take(world, made, "published", body.actor("clerk"))


def begin_told(world: World, body: Body) -> None:
    """A document that was repealed, a notice taken down, a record withheld whose assessment is due, one on request."""
    world.begin(world.back(400), _repealed(world, body))
    world.begin(world.back(150), _taken_down(world, body))
    world.begin(
        world.back(240), _withheld(world, body, "withheld", "internal_affairs", world.today + timedelta(days=9))
    )
    world.begin(world.back(90), _withheld(world, body, "on_request", "", world.today + timedelta(days=200)))


def _repealed(world: World, body: Body) -> Story:
    plan = Plan(
        "normative_document", "青禾区行政审批局关于印发《容缺受理暂行规定》的通知",
        "各窗口：\n\n现将《容缺受理暂行规定》印发给你们，请遵照执行。\n\n主要材料齐全、次要材料暂缺的，经申请人书面承诺，可以先行受理。",
        series="审批局规",
    )  # fmt: skip
    made = _registered(world, body, plan)
    _put_forward(world, body, made)
    yield world.later(2)
    _reviewed(world, body, plan, made)
    _take(world, made, "approved", body.actor("leader"))
    _take(world, made, "published", body.actor("clerk"))
    yield world.later(200)
    _take(world, made, "repealed", body.actor("head"), how="repealed", document="审批局规〔2026〕3号")


def _taken_down(world: World, body: Body) -> Story:
    plan = Plan(
        "notice", "关于窗口叫号系统升级的通知", "叫号系统升级期间，请到综合窗口人工取号。附件名单误含个人联系方式。"
    )
    made = _registered(world, body, plan)
    _put_forward(world, body, made)
    yield world.later(1)
    _reviewed(world, body, plan, made)
    _take(world, made, "approved", body.actor("head"))
    _take(world, made, "published", body.actor("clerk"))
    yield world.later(3)
    _take(world, made, "taken_down", body.actor("head"), reason="附件含有个人联系方式，撤下后另行发布。")


def _withheld(world: World, body: Body, attribute: str, ground: str, review: date) -> Story:
    plan = Plan(
        "meeting", "行政审批局内部轮岗安排" if ground else "投资项目联合审查会商记录", "（内容略，见存档原件。）"
    )
    made = _registered(world, body, plan)
    said = {"ground": ground} if ground else {}
    _put_forward(world, body, made, attribute, basis_text="属于内部管理和会商过程中的信息。", **said)
    yield world.later(2)
    _reviewed(world, body, plan, made)
    _take(world, made, "not_published", body.actor("head"), review_on=review)


# Working days ago, kind, title, and how far it has come.
DESK = (
    (0, "notice", "关于调整综合窗口服务时间的通知", "prepared"),
    (3, "policy_interpretation", "“容缺受理”政策图解", "prepared"),
    (16, "licence_result", "某商业综合体消防验收结果公示", "prepared"),
    (24, "procurement", "窗口服务外包采购结果公告", "prepared"),  # late
    (5, "normative_document", "青禾区行政审批局关于印发《帮办代办服务规范》的通知", "put_forward"),
    (6, "normative_document", "青禾区行政审批局关于印发《审批专用章使用管理规定》的通知", "secrecy_only"),
    (2, "news", "审批局组织窗口人员手语培训", "put_forward"),
    (4, "service_guide", "小餐饮登记办事指南", "reviewed"),
    (3, "notice", "关于开展企业开办满意度调查的通知", "scheduled"),
    (2, "rating", "窗口“好差评”周报", "approved"),
)


def begin_today(world: World, bodies: dict[str, Body]) -> None:
    """What lies on the desks today: in preparation, under review, to approve, to publish, and late."""
    for ago, kind, title, state in DESK:
        world.begin(
            world.back(ago),
            _on_the_desk(world, bodies["sp"], Plan(kind, title, f"{title}。\n\n正文以正式发布的为准。"), state),
        )
    world.begin(
        world.back(27),
        _on_the_desk(
            world, bodies["zj"], Plan("project", "望湖路改造工程批准结果", "总投资 1280 万元。"), "put_forward"
        ),
    )


def _on_the_desk(world: World, body: Body, plan: Plan, state: str) -> Story:
    made = _registered(world, body, plan)
    if state == "prepared":
        return
    yield world.later(1)
    _put_forward(world, body, made)
    if state == "put_forward":
        return
    yield world.later(0)
    if state == "secrecy_only":
        _take(world, made, "reviewed", body.actor("reviewer"), aspect="secrecy", verdict="passed")
        return
    _reviewed(world, body, plan, made)
    if state == "reviewed":
        return
    said = {"publish_on": world.today + timedelta(days=1), "publish_at": "09:00"} if state == "scheduled" else {}
    _take(world, made, "approved", body.actor("leader"), **said)
