"""Where the bureau's powers come from, what it made simpler, its seals, and the bundles that it offers."""

from datetime import timedelta

from examples.district.approvals import Desk
from examples.district.world import World
from zhengwu.records.bundles import offering
from zhengwu.records.bundles.serving import unserved
from zhengwu.records.items import counts, powers, seals, simplifying
from zhengwu.records.items.powers import Moving, Sent
from zhengwu.records.items.seals import Registering
from zhengwu.records.items.simplifying import Simpler
from zhengwu.statute.bundles import shipped
from zhengwu.statute.bundles.model import Bundle

DOCUMENT = "青政办〔{year}〕12号"
SENT_DOWN = 24  # powers that the city sent down; of these
NOT_FOR_US, NOT_TAKEN = 3, 2
GAPS = ("区级没有对应的专业机构", "与现有事项合并办理")
SIMPLER = {
    "approval_to_filing": ("行政许可", "行政备案", 2),
    "filing_to_report": ("行政备案", "书面报告", 1),
    "promised_to_on_the_spot": ("承诺件", "即办件", 9),
}
SEALS = (
    ("行政审批专用章（1）", "综合窗口出具的受理、补正、不予受理通知书"),
    ("行政审批专用章（2）", "行政许可、行政确认的决定和证照"),
)


def kept(world: World, desks: dict[str, Desk]) -> None:
    """Puts all of it on file as it stands today."""
    desk = desks["sp"]
    _delegated(world, desks)
    _sent_down(world, desk)
    _simpler(world, desk)
    _sealed(world, desk)
    for bundle in shipped().values():
        _offered(world, desks, bundle)


def _delegated(world: World, desks: dict[str, Desk]) -> None:
    """What the planning bureau has the approval bureau do in its name."""
    since = world.back(400)
    head = desks["sp"].by("head")
    moving = Moving(
        "delegation", "自然资源领域行政许可委托实施", desks["sp"].body.id, since, desks["zg"].body.id,
        document_number=DOCUMENT.format(year=since.year), basis="《中华人民共和国行政许可法》第二十四条",
        agreed_on=since - timedelta(days=20), agreement="委托实施协议（自规局—审批局）", notice="青禾区政府网站公告",
    )  # fmt: skip
    names = ("临时用地审批", "建设用地改变用途审核", "采矿权变更登记", "乡村建设规划许可（委托）")
    powers.move(moving, [Sent(name, department="自规局") for name in names], by=head, at=world.at)


def _sent_down(world: World, desk: Desk) -> None:
    """What the city sent down: some of it is not for a district, some was not taken, with the reason."""
    since, head = world.back(300), desk.by("head")
    items = [one for one in desk.items if one.record.action == "new"][:SENT_DOWN]
    moving = Moving("devolution", "市级行政权力下放承接", desk.body.id, since, giver_name="青禾市人民政府",
                    document_number=DOCUMENT.format(year=since.year), basis="市政府关于下放行政权力的决定")  # fmt: skip
    sent = [
        Sent(one.record.main, department="市级部门", should=at >= NOT_FOR_US) for at, one in enumerate(items)
    ]  # fmt: skip
    moved = powers.move(moving, sent, by=head, at=world.at)
    lines = counts.lines(moved.power_id)
    for line, one in list(zip(lines, items, strict=True))[NOT_FOR_US:]:
        if line.id in [each.id for each in lines[-NOT_TAKEN:]]:
            powers.leave(line.id, GAPS[line.id % len(GAPS)], by=head, at=world.at)
        else:
            powers.take(line.id, by=head, at=world.at, item_id=one.id)


def _simpler(world: World, desk: Desk) -> None:
    """The list of what was made simpler, by the five kinds."""
    since, basis = world.back(200), "青禾区简化行政审批事项有关规定"
    new = [one for one in desk.items if one.record.action == "new"]
    found = [
        Simpler(one.record.name, "deferred_materials", since, one.id, "材料齐全后受理", "次要材料承诺后补", basis)
        for one in new
        if any(each.necessity == "deferrable" for each in one.record.materials)
    ]
    found += [
        Simpler(one.record.name, "notice_and_commitment", since, one.id, "提交证明或者现场核查", "书面承诺", basis)
        for one in new
        if one.record.commitment.kind
    ]
    spot = [one for one in new if one.record.case_type == "on_the_spot"]
    for kind, (before, after, count) in SIMPLER.items():
        chosen = spot[:count] if kind == "promised_to_on_the_spot" else new[-count:]
        found += [Simpler(one.record.name, kind, since, one.id, before, after, basis) for one in chosen]
    simplifying.add(desk.body.id, found, by=desk.by("head"), at=world.at)


def _sealed(world: World, desk: Desk) -> None:
    """Two approval seals, and what they were used on of late."""
    since, leader = world.back(700), desk.by("leader")
    for number, (name, scope) in enumerate(SEALS):
        seal = Registering(
            name, scope, desk.by("clerk").name, since, basis="青禾区人民政府关于启用行政审批专用章的通知"
        )
        pk = seals.register(desk.body.id, seal, by=leader, at=world.at)
        for ago in range(6, 0, -1):
            what = ("受理通知书", "准予行政许可决定书")[number] + f"（{world.back(ago):%m月%d日}）"
            seals.use(pk, what, by=desk.by("clerk"), on=world.back(ago), at=world.at, copies=1 + ago % 3)


def _offered(world: World, desks: dict[str, Desk], bundle: Bundle) -> None:
    """A bundle with the items of the district that stand for its parts; without any it stays a draft of nobody."""
    known = {one.record.main: one.id for desk in desks.values() for one in desk.items if one.record.action == "new"}
    parts = {node.key: known[node.hint] for node in bundle.nodes if node.hint in known}
    late = {fault.at for fault in unserved(bundle, parts)}  # done elsewhere: it wants a licence too early
    parts = {node: item for node, item in parts.items() if node not in late}
    if not parts:
        return
    lead = desks["sp"]
    pk = offering.draft(lead.body.id, bundle, parts, by=lead.by("head"), at=world.at)
    offering.publish(pk, by=lead.by("leader"), at=world.at)
