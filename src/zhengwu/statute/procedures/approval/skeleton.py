"""One skeleton, many procedures: what a lighter one leaves out, and what its ends are called, is data."""

from dataclasses import dataclass, replace

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures.approval import deciding, hearing, intake, review, rules
from zhengwu.statute.procedures.model import Clock, Duty, Field, Limit, Outcome, Procedure, State, Step, Words

STATES = (
    State("draft", Words("未提交", "draft"), Duty.APPLICANT),
    State("submitted", Words("已收件，待受理", "handed in")),
    State("awaiting_correction", Words("待补正", "awaiting correction"), Duty.APPLICANT),
    State("in_review", Words("已受理，审查中", "accepted, under review")),
    State("in_special_procedure", Words("特别程序中", "in a special procedure"), Duty.THIRD_PARTY),
    State("decided", Words("已决定，待送达", "decided, not delivered")),
    State("delivered", Words("已办结", "completed"), None, closed=True),
    State("rejected_at_intake", Words("不予受理", "not accepted"), None, closed=True),
    State("withdrawn", Words("已撤回", "withdrawn"), None, closed=True),
    State("deemed_withdrawn", Words("视为撤回", "deemed withdrawn"), None, closed=True),
    State("terminated", Words("已终止", "terminated"), None, closed=True),
    State("archived", Words("已归档", "archived"), None, closed=True, final=True),
)
LAW = "行政许可法第四十二条"
OWN = "事项实施清单载明的办结时限"
HEARING = frozenset({"hearing_told", "hearing_waived", "hearing_requested", "hearing_noticed", "hearing_held"})
LAW_ONLY = frozenset({"deemed_accepted", "deemed_renewed"})  # 行政许可法第三十二条、第五十条 bind licensing alone
NO_DISCRETION = frozenset(
    {
        "special_begun",
        "special_ended",
        "interested_informed",
        "extended",
        "proposed",
        "reviewed",
        "inspected",
        "commitment_withdrawn",
        "verified",
    }
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of approval: names and law of its ends, the steps it leaves out, its time where the item names none."""

    key: str
    name: Words
    basis: str
    granted: Words
    refused: Words | None
    without: frozenset[str] = frozenset()
    days: int = 20
    law: str = OWN


def _limits(days: int, law: str) -> tuple[Limit, ...]:
    """The same length in each unit: the item says which one counts."""
    return tuple(Limit(days, unit, law) for unit in rules.UNITS)


OFFICE, DAYS = Duty.OFFICE, Unit.WORKING_DAYS
CLOCKS = (
    Clock("delivery", Words("颁发、送达期限", "time to deliver"), (Limit(10, DAYS, "行政许可法第四十四条"),), OFFICE),
    Clock(
        "correction",
        Words("补正期限", "time to correct"),
        (Limit(15, DAYS, "补正告知书载明的期限"),),
        Duty.APPLICANT,
        lapse="correction_lapsed",
    ),
    Clock(
        "supplement",
        Words("容缺材料补交期限", "time for what follows"),
        (Limit(10, DAYS, "容缺受理承诺书"),),
        Duty.APPLICANT,
        lapse="supplement_lapsed",
    ),
    Clock(
        "special",
        Words("特别程序所需时间", "time of the special procedure"),
        (Limit(30, DAYS, review.PAUSED),),
        Duty.THIRD_PARTY,
        optional=True,
    ),
    Clock(
        "hearing_request",
        Words("申请听证期限", "time to ask for a hearing"),
        (Limit(5, DAYS, "行政许可法第四十七条"),),
        Duty.APPLICANT,
        optional=True,
    ),
    Clock(
        "hearing",
        Words("组织听证期限", "time to hold the hearing"),
        (Limit(20, DAYS, "行政许可法第四十七条"),),
        OFFICE,
    ),
)


def _clocks(shape: Shape) -> tuple[Clock, ...]:
    intake_ends = Clock(
        "intake",
        Words("收件后五日内告知或者受理", "five days to accept or tell"),
        (Limit(5, DAYS, intake.ARTICLE),),
        OFFICE,
    )
    statutory = Clock(
        "statutory",
        Words("法定办结时限", "time by law"),
        _limits(shape.days, shape.law),
        OFFICE,
        choose=rules.statutory_unit,
    )
    promised = Clock(
        "promised",
        Words("承诺办结时限", "time promised"),
        _limits(shape.days, OWN),
        OFFICE,
        optional=True,
        choose=rules.promised_unit,
    )
    return (intake_ends, statutory, promised, *CLOCKS)


def _outcomes(shape: Shape) -> tuple[Outcome, ...]:
    refused = Outcome("refused", shape.refused, shape.basis, "refusal", "review_or_suit") if shape.refused else None
    found = (
        Outcome("granted", shape.granted, shape.basis, "grant"),
        refused,
        Outcome("deemed_renewed", Words("视为准予延续", "deemed renewed"), "行政许可法第五十条"),
        Outcome(
            "not_accepted",
            Words("不予受理", "not accepted"),
            intake.ARTICLE,
            "rejection",
            remedy="review_or_suit",
            decided=False,
        ),
        Outcome("withdrawn", Words("申请人撤回", "withdrawn"), intake.ARTICLE, decided=False),
        Outcome(
            "deemed_withdrawn", Words("视为撤回申请", "deemed withdrawn"), "补正告知书、容缺受理承诺书", decided=False
        ),
        Outcome("acceptance_cancelled", Words("取消受理", "acceptance cancelled"), "容缺受理承诺书", decided=False),
        Outcome("terminated", Words("终止办理", "terminated"), "行政许可法第七十条", decided=False),
    )
    left_out = {step for step in ("deemed_renewed",) if step in shape.without}
    return tuple(one for one in found if one is not None and one.key not in left_out)


def built(shape: Shape) -> Procedure:
    """The procedure of a shape: states, steps and clocks that its steps leave it."""
    steps = tuple(
        one for one in (*intake.STEPS, *review.STEPS, *hearing.STEPS, *deciding.STEPS) if one.key not in shape.without
    )
    reached = {"draft", *(move.target for step in steps for move in step.moves if move.target)}
    started = {effect.clock for step in steps for effect in step.effects if effect.does == "start"}
    return Procedure(
        key=shape.key,
        name=shape.name,
        basis=shape.basis,
        states=tuple(one for one in STATES if one.key in reached),
        steps=tuple(_narrowed(step, shape, reached, started) for step in steps),
        clocks=tuple(one for one in _clocks(shape) if one.key in started),
        outcomes=_outcomes(shape),
        main="statutory",
    )


def _narrowed(step: Step, shape: Shape, reached: set[str], started: set[str]) -> Step:
    """The step without states and clocks that are not there, and without a refusal where there is none."""
    moves = tuple(replace(move, origins=tuple(one for one in move.origins if one in reached)) for move in step.moves)
    fields = step.fields if shape.refused else tuple(_only_granted(one) for one in step.fields)
    effects = tuple(one for one in step.effects if one.clock in started)
    return replace(step, moves=moves, fields=fields, effects=effects)


def _only_granted(field: Field) -> Field:
    """A decision without a choice: whoever has handed in everything is filed."""
    if field.key != "outcome" or "refused" not in field.choices:
        return field
    return replace(field, choices=("granted",), default="granted", required=False)
