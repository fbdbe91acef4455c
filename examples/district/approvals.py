"""Three years of approvals: items and kinds of licences put on file, applications by chance, and what lies open today.

Every step is an action that somebody of the body takes; secrets are chance, the rest is the same in every build.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from examples.district import blanks, papers, services
from examples.district.applicants import SIGNS, TRADES, citizen_number, company, credit_code, person
from examples.district.offices import ALL
from examples.district.offices import credit_code as code_of
from examples.district.staff import Body
from examples.district.world import Story, World
from zhengwu.records.approvals.actions import Given, Submission, submit
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.cases import actions as cases
from zhengwu.records.documents import store
from zhengwu.records.items import entries
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.licences import kinds
from zhengwu.records.licences.models import Licence
from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.statute.catalogue import Record, asked, code
from zhengwu.statute.catalogue.variants import told
from zhengwu.statute.forms.model import Kind
from zhengwu.statute.procedures import Event, procedure

AGAIN = 0.25  # of those who come have a licence already
YEARLY = {"sp": 60, "zg": 14, "zj": 10, "jy": 6, "sc": 8, "wj": 4, "cz": 3, "fg": 3, "lt": 8, "yq": 8}
ENDS = (("granted", 86), ("refused", 5), ("rejected", 3), ("withdrawn", 2), ("lapsed", 2), ("corrected", 8))
CHANNELS = (("online", 55), ("counter", 38), ("mail", 3), ("system", 4))
# Working days ago, and how far the case came: what the desks of the approval bureau hold today.
DESK = ((0, "submitted"), (0, "submitted"), (1, "submitted"), (3, "awaiting"), (1, "accepted"), (2, "accepted"),
        (4, "accepted"), (6, "accepted"), (3, "proposed"), (4, "proposed"), (5, "decided"), (8, "accepted"),
        (2, "deferred"), (1, "committed"))  # fmt: skip


RENTING = {"rented": ("yes", "no"), "landlord": ("青禾区供销合作社", "柳塘镇某某村民委员会"),
           "rented_months": ("12", "36"), "owned": ("青房2019第0412号", "青房2021第1108号")}  # fmt: skip


@dataclass(frozen=True)
class Onfile:
    """An item of a body as the stories use it."""

    id: int
    record: Record


@dataclass(frozen=True)
class Had:
    """A licence that somebody was given here: its id, its kind, whose it is."""

    id: int
    kind: str
    holder: Holder


@dataclass
class Desk:
    """A body with its items, the licences that it has given, and the page that stands for every file sent in."""

    world: World
    body: Body
    items: list[Onfile] = field(default_factory=list)
    given: list[Had] = field(default_factory=list)
    form: int = 0  # the file that whoever applies online sends in

    def by(self, post: str) -> Actor:
        """Somebody in that post."""
        return self.body.actor(post)


def opened(world: World, bodies: dict[str, Body], since: date, at: datetime) -> dict[str, Desk]:
    """Puts the items of every body on file, and the kinds of licences that they end with."""
    head = bodies["sp"].actor("head")
    kinds.ship(bodies["sp"].id, by=head, at=at, on=since)
    known = {one.key for one in kinds.listed()}
    for key, name in services.licence_names().items():
        if key not in known:
            kinds.define(kinds.Describing(key, name, months=None), bodies["sp"].id, by=head, at=at, on=since)
    offered = list(services.offered({office.key: code_of(office) for office in ALL}))
    loaded = [Loaded(bodies[one.office.key].id, one.record, since, _unit(bodies[one.office.key], one.record), one.code)
              for one in offered]  # fmt: skip
    entries.put(services.catalogue(offered), since=since, by=bodies["qh"].actor("supervisor"), at=at)
    form = store.keep(papers.sample(), "申请材料.pdf", at=at).pk
    desks = {key: Desk(world, body, form=form) for key, body in bodies.items()}
    for one, pk in zip(offered, load(loaded, by=head.name, at=at), strict=True):
        desks[one.office.key].items.append(Onfile(pk, one.record))
        blanks.put_all(pk, one.record, by=bodies[one.office.key].actor("head"), at=at)
    return desks


def _unit(body: Body, record: Record) -> int:
    """The unit that handles an item: the last one has the market, the one before it the projects."""
    return body.units[1] if "construction" in record.themes or len(body.units) < 3 else body.units[2]


def begin_approvals(world: World, desks: dict[str, Desk], first: date) -> None:
    """Lets the applications of three years begin."""
    days = (world.today - first).days + 1
    for key, yearly in YEARLY.items():
        chance = world.chance(f"approvals/{key}")
        for number in range(round(yearly * days / 365)):
            on = first + timedelta(days=chance.randrange(days))
            world.begin(on, application(desks[key], world.chance(f"approvals/{key}/{number}")))


def begin_desk(world: World, desks: dict[str, Desk]) -> None:
    """Lets the applications begin that lie on the desks today."""
    for number, (ago, stops) in enumerate(DESK):
        world.begin(world.back(ago), application(desks["sp"], world.chance(f"desk/{number}"), stops))


def application(desk: Desk, chance: Random, stops: str = "") -> Story:
    """One application from its first day to its delivery, or until it `stops`."""
    item, had = _chosen(desk, chance, stops)
    submission = _submission(item.record, desk.form, chance, stops, had)
    staff = submission.channel != "online"
    by = desk.by("clerk") if staff else PUBLIC
    case_id = submit(item.id, submission, by=by, at=desk.world.at).case_id
    if stops == "submitted":
        return
    ends, often = zip(*ENDS, strict=True)
    end = "granted" if stops else chance.choices(ends, often)[0]
    yield desk.world.later(chance.randint(0, 1))
    yield from _taken_in(desk, case_id, chance, "awaiting" if stops == "awaiting" else end)
    if stops in ("awaiting", "accepted", "deferred") or end in ("rejected", "lapsed"):
        return
    if end == "withdrawn":
        _take(desk, case_id, "withdrawn", "clerk", text="申请人书面撤回申请")
        return
    yield from _worked(desk, case_id, item.record, submission, chance)
    yield from _decided(desk, case_id, item.record, chance, "refused" if end == "refused" else "granted", stops)
    desk.given += [Had(pk, _kind(item.record), submission.holder) for pk in _living(case_id)]


def _chosen(desk: Desk, chance: Random, stops: str) -> tuple[Onfile, Had | None]:
    """An item, and the licence that it is about: now and then somebody comes again for one that they were given."""
    if desk.given and not stops and chance.random() < AGAIN:
        had = desk.given.pop(chance.randrange(len(desk.given)))
        fit = [one for one in desk.items if _fits(one.record, had)]
        if fit:
            return chance.choice(fit), had
    fit = [one for one in desk.items if one.record.action == "new"]
    if stops == "deferred":
        fit = [one for one in fit if any(m.necessity == "deferrable" for m in one.record.materials)]
    elif stops == "committed":
        fit = [one for one in fit if one.record.commitment.kind == "conditions"]
    elif stops:
        fit = [one for one in fit if one.record.case_type == "promised_time"]
    return chance.choice(fit), None


def _fits(record: Record, had: Had) -> bool:
    person = record.objects[0] == "natural_person"
    return record.action != "new" and _kind(record) == had.kind and person == had.holder.is_person


def _kind(record: Record) -> str:
    return record.results[0].licence_type if record.results else ""


def _submission(record: Record, form: int, chance: Random, stops: str, had: Had | None) -> Submission:
    answers: dict[str, str] = {}
    while left := [one for one in asked(record, answers) if one.key not in answers]:
        answers[left[0].key] = chance.choice(left[0].choices).key
    channels, often = zip(*CHANNELS, strict=True)
    holder = had.holder if had else _holder(record, chance)
    wanted = told(record, answers).materials
    deferred = tuple(one.key for one in wanted if one.necessity == "deferrable") if stops == "deferred" else ()
    commits = stops == "committed"
    channel = "counter" if deferred or commits else chance.choices(channels, often)[0]
    given = tuple(
        Given(one.key, form, f"{one.name[:40]}.pdf") if channel == "online" else Given(one.key, original_seen=True)
        for one in wanted
        if one.key not in deferred and not (commits and one.replaced)
    )  # fmt: skip
    return Submission(answers, _filled(record, holder, chance), holder, channel, materials=given,
                      deferred=deferred, commits=commits, about=had.id if had else None)  # fmt: skip


def _holder(record: Record, chance: Random) -> Holder:
    phone, address = (
        f"000-{chance.randint(0, 99999999):08d}",
        f"青禾区{chance.choice(SIGNS)}路{chance.randint(1, 300)}号",
    )
    if record.objects[0] == "natural_person":
        return Holder(person(chance), citizen_number(chance), "natural_person", phone, address)
    return Holder(company(chance), credit_code(chance), "enterprise", phone, address)


def _filled(record: Record, holder: Holder, chance: Random) -> dict[str, list[str]]:
    old = f"QH{chance.randint(2019, 2023)}000{chance.randint(100, 999)}"
    known = {
        "holder.name": holder.name, "holder.code": holder.code, "holder.phone": holder.phone,
        "holder.address": holder.address, "premises.address": holder.address,
        "premises.area": str(chance.randint(20, 600)), "licence.number": old,
    }  # fmt: skip
    found: dict[str, list[str]] = {}
    for section in record.form.sections:
        for one in section.fields:
            if any(found.get(each.field, [""])[0] not in each.values for each in one.when):
                continue
            if one.means in known:
                found[one.key] = [known[one.means]]
            elif one.key in RENTING:
                found[one.key] = [chance.choice(RENTING[one.key])]
            elif one.kind in (Kind.CHOICE, Kind.CHOICES):
                found[one.key] = [chance.choice(one.options).key]
            elif one.required:
                found[one.key] = [f"变更为{chance.choice(SIGNS)}{chance.choice(TRADES)}"]
    return found


def _taken_in(desk: Desk, case_id: int, chance: Random, end: str) -> Story:
    """Accepted; or not, or only after a correction."""
    if end == "rejected":
        reasons = "申请事项不属于本机关职权范围"
        _take(desk, case_id, "rejected", "clerk", ground="not_competent", right_body="省级主管部门", reasons=reasons)
        return
    if end in ("awaiting", "lapsed", "corrected"):
        _take(desk, case_id, "correction_requested", "clerk", what="平面图缺少尺寸标注；申请表未签字", days=10)
    if end == "awaiting":
        return
    if end == "lapsed":
        yield desk.world.later(12)
        _take(desk, case_id, "correction_lapsed", "handler")
        return
    if end == "corrected":
        yield desk.world.later(chance.randint(1, 6))
        _take(desk, case_id, "correction_received", "clerk", text="已补齐")
    _take(desk, case_id, "accepted", "clerk")
    yield desk.world.later(0)


def _worked(desk: Desk, case_id: int, record: Record, said: Submission, chance: Random) -> Story:
    """The reviews that the item asks for."""
    for stage in told(record, said.answers).stages:
        if stage.own and _has(record, "reviewed"):
            yield desk.world.later(1)
            opinion = f"{stage.name}：符合条件"
            _take(desk, case_id, "reviewed", "reviewer", stage=stage.key, verdict="passed", opinion=opinion)
    if record.case_type == "promised_time":
        yield desk.world.later(chance.randint(0, max(0, min(4, (record.promised.length or 1) // 2))))


def _decided(desk: Desk, case_id: int, record: Record, chance: Random, outcome: str, stops: str) -> Story:
    """Proposed by one, decided by another, delivered."""
    reasons = {"reasons": "经审查，不符合法定条件"} if outcome == "refused" and record.type != "filing" else {}
    outcome = outcome if reasons else "granted"
    if record.case_type == "promised_time" and _has(record, "proposed"):
        _take(desk, case_id, "proposed", "handler", outcome=outcome, **reasons)
        if stops == "proposed":
            return
        yield desk.world.later(chance.randint(0, 1))
    above = "head" if "reviewer" in desk.body.people else "leader"  # in a township the head has reviewed
    _take(desk, case_id, "decided", above, outcome=outcome, **reasons)
    if stops == "decided":
        return
    yield desk.world.later(chance.randint(0, 3))
    _take(desk, case_id, "delivered", "clerk", channel=chance.choice(("counter", "mail", "online")))


def _living(case_id: int) -> list[int]:
    """The licences that a case gave and that nothing has ended."""
    return list(Licence.objects.filter(case_id=case_id, status="valid").values_list("id", flat=True))


def _has(record: Record, step: str) -> bool:
    """Whether the item's procedure has a step: the lighter ones leave some out."""
    return procedure(str(code("item_type", record.type).says["procedure"])).step(step) is not None


def _take(desk: Desk, case_id: int, key: str, post: str, **says: object) -> None:
    cases.take(case_id, Event(key, desk.world.on, says=says), by=desk.by(post), at=desk.world.at)
