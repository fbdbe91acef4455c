"""What lies on the desks today: every open state, what is due soon, what is late, what crosses into another year."""

from examples.district.applicants import applicant
from examples.district.folders import Folder
from examples.district.remedies import review, suit
from examples.district.requests import Plan, request
from examples.district.staff import Body
from examples.district.world import Story, World
from examples.district.years import subject

# Working days ago, channel, waits, pace, stops: a request of each open state at the approval bureau.
DESK = (
    (0, "online", (), 0.5, "unconfirmed"),
    (1, "fax", (), 0.5, "unconfirmed"),
    (0, "counter", (), 0.5, "unassigned"),
    (1, "registered_mail", (), 0.5, "unassigned"),
    (7, "online", ("never_corrected",), 0.5, ""),  # awaiting correction
    (9, "online", ("not_paid",), 0.5, ""),  # awaiting the fee
    (8, "registered_mail", ("silent",), 0.5, ""),  # consulting a third party
    (12, "online", ("co_maker",), 0.5, ""),  # consulting a co-maker
    (10, "counter", (), 0.4, "undelivered"),  # decided, not delivered
    (6, "oral", (), 0.4, ""),
    (18, "counter", (), 1.0, ""),  # due in a few days
    (19, "counter", (), 1.0, ""),  # due tomorrow
    (20, "counter", (), 1.0, "held"),  # due today
    (23, "counter", (), 9.0, "held"),  # late
    (31, "registered_mail", (), 9.0, "held"),  # very late
    (17, "online", ("extended",), 0.9, ""),  # extended: crosses into the new year at the end of one
)


def begin_today(world: World, bodies: dict[str, Body]) -> None:
    """Lets the open cases of today begin, each as many days ago as it needs."""
    for number, (ago, channel, waits, pace, stops) in enumerate(DESK):
        chance = world.chance(f"today/{number}")
        body = bodies["sp" if number % 4 else "zj"] if stops == "held" else bodies["sp"]
        plan = Plan(
            applicant(chance), channel, [subject(body.office, world.today.year, chance)], waits=waits, pace=pace
        )
        plan.stops = "" if stops == "held" else stops
        folder = Folder(world, body, chance, number)
        world.begin(world.back(ago), held(folder, plan) if stops == "held" else request(folder, plan))
    begin_told(world, bodies["sp"])
    begin_remedies(world, bodies["sp"])


def held(folder: Folder, plan: Plan) -> Story:
    """A request that somebody was given and that nobody answers."""
    folder.open_plain(plan.who, plan.channel, plan.items)
    yield folder.world.later(1)
    folder.assign()
    yield folder.world.later(6)
    folder.facts["unit"] = len(folder.body.units) - 1
    folder.assign()


def begin_told(world: World, body: Body) -> None:
    """A request whose applicant is asked for reasons, and one extended early, into the next year if it is late."""
    for ago, name, story in ((5, "reasons", _asked_for_reasons), (8, "extended", _extended_early)):
        chance = world.chance(f"today/{name}")
        folder = Folder(world, body, chance)
        plan = Plan(applicant(chance), "counter", [subject(body.office, world.today.year, chance)])
        world.begin(world.back(ago), story(folder, plan))


def _asked_for_reasons(folder: Folder, plan: Plan) -> Story:
    folder.open_plain(plan.who, plan.channel, plan.items)
    yield folder.world.later(2)
    folder.assign()
    folder.take("reason_requested", "handler", note="两个月内第九件同类申请")


def _extended_early(folder: Folder, plan: Plan) -> Story:
    folder.open_plain(plan.who, plan.channel, plan.items)
    yield folder.world.later(2)
    folder.assign()
    yield folder.world.later(4)
    folder.take("extended", "head", days=20, reasons="需到区档案馆调阅二十年前的卷宗")


def begin_remedies(world: World, body: Body) -> None:
    """A review and a suit of each open state, against answers of some months ago."""
    for number, (ago, since, kind) in enumerate(
        ((60, 2, "review"), (70, 9, "review"), (80, 3, "suit"), (110, 20, "suit"))
    ):
        chance = world.chance(f"today/remedy/{number}")
        about, plan = Folder(world, body, chance, number), Plan(applicant(chance), "counter", [])
        plan.items, plan.outcomes, plan.waits = (
            [subject(body.office, world.today.year, chance)],
            ("not_exist",),
            ("searched",),
        )
        world.begin(world.back(ago), request(about, plan))
        other = Folder(world, body, chance, number)
        after = (
            review(other, about, "upheld", False, False)
            if kind == "review"
            else suit(other, about, "direct_suit", "claim_rejected")
        )
        world.begin(world.back(since), after)
