"""What three years bring: ordinary requests by chance, and what chance may not be trusted to bring."""

from datetime import date, timedelta
from random import Random

from examples.district.applicants import applicant, company
from examples.district.folders import Folder
from examples.district.intake import CHANNELS
from examples.district.offices import ALL, Office
from examples.district.remedies import CORRECTIONS, record_correction
from examples.district.requests import BEFORE, LAPSES, MAYBE, REASONS, WITHDRAWN, Plan, request
from examples.district.staff import Body
from examples.district.subjects import (
    CLINICS,
    FORMS,
    IDENTICAL,
    PETITIONS,
    PLACES,
    PROJECTS,
    ROADS,
    SCHOOLS,
    SIMILAR,
    SUBJECTS,
    VAGUE,
)
from examples.district.world import World
from zhengwu.records.cases.opening import Applicant

LATE, CONTESTED, SEVERAL = 0.03, 0.045, 0.12
WAYS = ("review:upheld", "review:claim_rejected", "review:revoked+redo", "review:ordered_to_perform+redo",
        "simple:upheld", "simple:terminated", "review:mediated", "suit:claim_rejected", "suit:suit_withdrawn",
        "suit:revoked+redo", "suit:claim_rejected+appeal", "suit:declared_unlawful+appeal")  # fmt: skip
REVIEW_THEN_SUIT = ("review:upheld", "after:claim_rejected+appeal")


def subject(office: Office, year: int, chance: Random) -> str:
    """Something that people ask this body for."""
    words = {
        "place": chance.choice(PLACES), "road": chance.choice(ROADS), "project": chance.choice(PROJECTS),
        "school": chance.choice(SCHOOLS), "clinic": chance.choice(CLINICS), "company": company(chance),
        "year": chance.choice((year - 2, year - 1, year - 1, year)),
    }  # fmt: skip
    text = chance.choice(SUBJECTS[office.key]).format(**words)
    return text + (f"，请提供{chance.choice(FORMS)}" if chance.random() < 0.25 else "")


def ordinary(office: Office, year: int, chance: Random) -> Plan:
    """A request as they come, its way and its end by chance."""
    items = [subject(office, year, chance) for _ in range(chance.choice((2, 2, 3)) if chance.random() < SEVERAL else 1)]
    channels, often = zip(*CHANNELS, strict=True)
    plan = Plan(applicant(chance), chance.choices(channels, often)[0], items, pace=chance.uniform(0.25, 0.97))
    if chance.random() < LATE:
        plan.pace = 1.5
    endings = {key: share for key, (share, _) in REASONS.items()} | LAPSES | {"withdrawn": WITHDRAWN}
    ending = chance.choices(list(endings), list(endings.values()))[0]
    if ending == "withdrawn":
        plan.withdraws = True
    elif ending in LAPSES:
        plan.waits = (ending,)
        plan.items = [chance.choice(VAGUE)] if ending == "never_corrected" else items
    else:
        _decided(plan, ending, chance)
    return plan


def _decided(plan: Plan, ending: str, chance: Random) -> None:
    """Fills in what leads to a decision, and what follows from it."""
    waits, often = zip(*MAYBE, strict=True)
    plan.waits = BEFORE.get(ending) or chance.choices(waits, often)[0]
    if ending == "petition":
        plan.items, plan.waits = [chance.choice(PETITIONS)], ()
    if plan.waits == ("corrected",):
        plan.clear, plan.items = plan.items, [chance.choice(VAGUE)] if len(plan.items) == 1 else plan.items
    others = ("granted", "not_exist", "partial") if len(plan.items) > 1 and not BEFORE.get(ending) else ()
    plan.outcomes = (ending, *chance.sample(others, min(len(others), len(plan.items) - 1)))
    if "objects" in plan.waits:
        plan.outcomes = (chance.choice(("refused_third_party_rights", "partial")),)
    if ending not in ("granted", "already_public") and chance.random() < CONTESTED * 2:
        plan.contested = REVIEW_THEN_SUIT if chance.random() < 0.15 else (chance.choice(WAYS),)


def begin_ordinary(world: World, bodies: dict[str, Body], first: date) -> None:
    """Lets the requests of every body begin, spread over the days from `first` until today."""
    days = (world.today - first).days + 1
    for office in ALL:
        chance = world.chance(office.key)
        for number in range(round(office.yearly * days / 365)):
            on = first + timedelta(days=chance.randrange(days))
            own = world.chance(f"{office.key}/{number}")
            folder = Folder(world, bodies[office.key], own, handler=number)
            world.begin(on, request(folder, ordinary(office, on.year, own)))


def begin_all(world: World, bodies: dict[str, Body], first: date) -> None:
    """Lets everything begin that three years bring."""
    begin_carried(world, bodies, first)
    begin_ordinary(world, bodies, first)
    begin_fixed(world, bodies, first)
    begin_many(world, bodies)


def begin_carried(world: World, bodies: dict[str, Body], first: date) -> None:
    """What was open when the records began: received in the last days of the year before."""
    for number in range(9):
        chance = world.chance(f"carried/{number}")
        body = bodies[("sp", "zg", "zj")[number % 3]]
        plan = Plan(applicant(chance), "counter", [subject(body.office, first.year - 1, chance)], pace=0.8)
        world.begin(first - timedelta(days=4 + number), request(Folder(world, body, chance, number), plan))


def begin_fixed(world: World, bodies: dict[str, Body], first: date) -> None:
    """Every outcome, every way of contesting, every class and every lapse, at least once at the approval bureau."""
    span = (world.today - first).days - 120
    plans = [Plan(_who(world, key), "online", [], (key,), BEFORE.get(key, ())) for key in REASONS]
    plans += [Plan(_who(world, way), "counter", [], ("not_exist",), ("searched",), contested=(way,)) for way in WAYS]
    plans += [Plan(_who(world, "after"), "fax", [], ("refused_internal_affairs",), contested=REVIEW_THEN_SUIT)]
    plans += [Plan(_who(world, key), "registered_mail", [], waits=(key,)) for key in LAPSES]
    plans += [Plan(_who(world, kind, kind), "oral", [], waits=("split",)) for kind in ("other_org", "nonprofit")]
    plans += [Plan(_who(world, "objects"), "online", [], ("granted",), ("objects",))]  # over an objection
    plans += [Plan(_who(world, "late"), "ordinary_mail", [], waits=("extended",), pace=2, contested=(WAYS[3],))]
    for number, plan in enumerate(plans):
        chance = world.chance(f"fixed/{number}")
        on = first + timedelta(days=chance.randrange(span))
        plan.items = [subject(bodies["sp"].office, on.year, chance)]
        world.begin(on, request(Folder(world, bodies["sp"], chance, number), plan))
    for number, outcome in enumerate((*CORRECTIONS, *CORRECTIONS, "corrected")):
        chance = world.chance(f"correction/{number}")
        folder = Folder(world, bodies[("sp", "wj", "sc")[number % 3]], chance, number)
        who = applicant(chance, "natural_person")
        world.begin(first + timedelta(days=chance.randrange(span)), record_correction(folder, who, outcome))


def begin_many(world: World, bodies: dict[str, Body]) -> None:
    """Sixty people ask for the same in four days, some of them by another wording; and one asks again and again."""
    for number in range(64):
        chance = world.chance(f"identical/{number}")
        text = SIMILAR if number % 16 == 0 else IDENTICAL
        plan = Plan(applicant(chance, "natural_person"), "online" if number % 3 else "registered_mail", [text])
        plan.outcomes, plan.pace = ("partial",), 1.0
        world.begin(world.back(12 - number // 16), request(Folder(world, bodies["zg"], chance, number), plan))
    who = applicant(world.chance("again"), "natural_person")
    for number in range(14):
        chance = world.chance(f"again/{number}")
        plan = Plan(who, "online", [f"柳塘镇前湾村{2008 + number}年村级账目的审计报告"], ("excessive",), ("reasons",))
        if number < 3:
            plan.outcomes = ("granted",)
        world.begin(world.back(150 - number), request(Folder(world, bodies["fg"], chance, number), plan))


def _who(world: World, name: str, counted_class: str = "") -> Applicant:
    return applicant(world.chance(f"who/{name}"), counted_class)
