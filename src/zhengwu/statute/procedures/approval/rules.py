"""The rules of an approval: what each step asks of the case and of what is said."""

from datetime import date, timedelta

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.model import Case, Condition, Scene
from zhengwu.statute.procedures.sides import CLERK, HANDLER

UNITS = (Unit.MONTHS, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
HEARING_AHEAD = 7  # working days: 行政许可法第四十八条、第八十二条
RENEWAL_AHEAD = timedelta(days=30)  # 行政许可法第五十条
EXTENDED, EXTENDED_JOINT = 10, 15


def statutory_unit(case: Case) -> int:
    """Which of the lengths of the statutory clock holds: the item says in what it is counted."""
    return _unit(case, "statutory_unit")


def promised_unit(case: Case) -> int:
    """The same of the promise."""
    return _unit(case, "promised_unit")


def _unit(case: Case, fact: str) -> int:
    return UNITS.index(Unit(case.facts.get(fact) or Unit.WORKING_DAYS))


def fact(key: str, *values: str) -> Condition:
    """A condition: a fact of the case has one of these values."""
    return lambda scene: scene.case.facts.get(key) in values


def has_promise(scene: Scene) -> bool:
    """True where the office promised a time of its own."""
    return scene.case.facts.get("promised_days") is not None


def on_the_spot(scene: Scene) -> bool:
    """True where the item ends while the applicant waits (即办件)."""
    return scene.case.facts.get("case_type") == "on_the_spot"


def outstanding(case: Case) -> tuple[str, ...]:
    """Materials that may follow (容缺) and have not come in."""
    deferred: tuple[str, ...] = tuple(case.facts.get("deferred") or ())
    come = {key for event in case.events if event.key == "supplement_received" for key in event.get("materials", ())}
    return tuple(key for key in deferred if key not in come)


def nothing_outstanding(scene: Scene) -> bool:
    """True where every material that was to follow has come in."""
    return not outstanding(scene.case)


def something_outstanding(scene: Scene) -> bool:
    """True where a material is still to follow."""
    return bool(outstanding(scene.case))


def was_deferred(scene: Scene) -> bool:
    """Each material handed in later is one that was allowed to be."""
    deferred = set(scene.case.facts.get("deferred") or ())
    return deferred.issuperset(scene.event.get("materials", ()))


def lapses_so(scene: Scene) -> bool:
    """What becomes of the case is what the item's record says of materials that never came."""
    return bool(scene.event.get("outcome") == (scene.case.facts.get("on_lapse") or "deemed_withdrawn"))


def asked_once(scene: Scene) -> bool:
    """行政许可法第三十二条: all that is to be corrected is told in one notice."""
    return not scene.case.count("correction_requested")


def in_time_to_ask(scene: Scene) -> bool:
    """True until the five days are over."""
    end = end_of(scene, "intake")
    return end is None or scene.event.on <= end


def intake_over(scene: Scene) -> bool:
    """True where the five days had run out on the day on which the deemed acceptance is put on file."""
    end = end_of(scene, "intake")
    return end is not None and scene.event.get("noted_on", scene.event.on) > end


def on_day_of_receipt(scene: Scene) -> bool:
    """A deemed acceptance is dated back to the day on which the materials came in."""
    running = scene.case.clock("intake")
    return running is not None and scene.event.on == running.since


def end_of(scene: Scene, clock: str) -> date | None:
    """The last day of a clock that runs; None where it does not."""
    running = scene.case.clock(clock)
    if running is None or running.stopped_on is not None:
        return None
    return clocks.due(scene.case, running, scene.calendar).on


def names_right_body(scene: Scene) -> bool:
    """Whoever refuses since another is competent names that other."""
    return scene.event.get("ground") != "not_competent" or bool(scene.event.get("right_body"))


def missing_reviews(case: Case) -> tuple[str, ...]:
    """The reviews that the item asks for and that have not been passed yet; the last word on each counts."""
    last = {event.get("stage"): event.get("verdict") for event in case.events if event.key == "reviewed"}
    return tuple(key for key in case.facts.get("stages") or () if last.get(key) not in ("passed", "objection"))


def all_reviewed(scene: Scene) -> bool:
    """True where every review of the item has been made: an item may add reviews, and none is left out."""
    return not missing_reviews(scene.case)


def known_stage(scene: Scene) -> bool:
    """A review that is named is one of the item's."""
    named = scene.event.get("stage")
    return not named or named in (scene.case.facts.get("stages") or ())


def objection_said(scene: Scene) -> bool:
    """Whoever objects says why."""
    return scene.event.get("verdict") != "objection" or bool(scene.event.get("opinion"))


def not_extended(scene: Scene) -> bool:
    """True until the time has been extended."""
    return not scene.case.count("extended")


def before_end(scene: Scene) -> bool:
    """True until the statutory time is over."""
    end = end_of(scene, "statutory")
    return end is None or scene.event.on <= end


def lawful_extension(scene: Scene) -> bool:
    """行政许可法第四十二条: ten days; fifteen where several bodies act together."""
    most = EXTENDED_JOINT if scene.case.facts.get("joint") else EXTENDED
    return bool(scene.event.get("days", 0) <= most)


def open_special(case: Case) -> str:
    """The special procedure that goes on; "hearing" for a hearing that was asked for."""
    for event in reversed(case.events):
        if event.key == "special_begun":
            return str(event.get("kind"))
        if event.key == "hearing_requested":
            return "hearing"
        if event.key in ("special_ended", "hearing_held"):
            return ""
    return ""


def hearing_goes_on(scene: Scene) -> bool:
    """True while a hearing that was asked for has not been held."""
    return open_special(scene.case) == "hearing"


def no_hearing_goes_on(scene: Scene) -> bool:
    """True where what goes on is not a hearing."""
    return open_special(scene.case) != "hearing"


def hearing_in_time(scene: Scene) -> bool:
    """行政许可法第四十七条: asked for within five days of being told."""
    end = end_of(scene, "hearing_request")
    return end is not None and scene.event.on <= end


def hearing_settled(scene: Scene) -> bool:
    """No decision while somebody may still ask for a hearing: asked for, waived, or the five days are over."""
    told = scene.case.last("hearing_told")
    if told is None:
        return True
    later = {event.key for event in scene.case.events[scene.case.events.index(told) :]}
    if later & {"hearing_requested", "hearing_waived"}:
        return True
    end = end_of(scene, "hearing_request")
    return end is None or scene.event.on > end


def noticed_ahead(scene: Scene) -> bool:
    """行政许可法第四十八条: seven days' notice of the hearing."""
    held: date | None = scene.event.get("held_on")
    return held is None or scene.calendar.working_days_between(scene.event.on, held) >= HEARING_AHEAD


def hearing_noticed(scene: Scene) -> bool:
    """True where time and place of the hearing have been told, for a day not later than today."""
    noticed = scene.case.last("hearing_noticed")
    return noticed is not None and noticed.get("held_on") <= scene.event.on


def chaired_by_another(scene: Scene) -> bool:
    """行政许可法第四十八条: who examined the application does not chair the hearing on it."""
    return not scene.event.person or scene.event.person not in {
        event.person
        for event in scene.case.events
        if event.key in ("pre_reviewed", "reviewed", "inspected", "proposed")
    }


def by_another(scene: Scene) -> bool:
    """Who decides has not proposed or reviewed; on the spot, the same person may (行政许可法第三十四条)."""
    if on_the_spot(scene) and scene.event.get("outcome") != "refused":
        return True
    return not scene.event.person or scene.event.person not in {
        event.person for event in scene.case.events if event.key in ("reviewed", "proposed")
    }


def may_decide(scene: Scene) -> bool:
    """Counter and handler decide on the spot only."""
    return scene.event.by not in (CLERK, HANDLER) or on_the_spot(scene)


def counter_grants_only(scene: Scene) -> bool:
    """Counter and handler refuse nothing."""
    return scene.event.by not in (CLERK, HANDLER) or scene.event.get("outcome") == "granted"


def reasons_for_refusal(scene: Scene) -> bool:
    """行政许可法第三十八条: a refusal says why."""
    return scene.event.get("outcome") != "refused" or bool(scene.event.get("reasons"))


def complete_for_grant(scene: Scene) -> bool:
    """Nothing is granted while a material is still to follow."""
    return scene.event.get("outcome") != "granted" or nothing_outstanding(scene)


def refused_on_lapse(scene: Scene) -> bool:
    """Where the materials never came and the item then refuses, nothing is granted."""
    return scene.event.get("outcome") != "granted" or scene.case.count("supplement_lapsed") == 0


def committed(case: Case) -> bool:
    """Whether the applicant chose notice and commitment (告知承诺), and has not taken it back."""
    return bool(case.facts.get("commitment")) and not case.count("commitment_withdrawn")


def is_promised(scene: Scene) -> bool:
    """True where a commitment stands."""
    return committed(scene.case)


def renews(scene: Scene) -> bool:
    """A renewal that was asked for thirty days before the licence ends (行政许可法第五十条)."""
    ends: date | None = scene.case.facts.get("expires_on")
    if scene.case.facts.get("action") != "renewal" or ends is None or not scene.case.events:
        return False
    return scene.case.events[0].on + RENEWAL_AHEAD <= ends


def licence_ended(scene: Scene) -> bool:
    """True where the old licence has ended without a decision."""
    ends: date | None = scene.case.facts.get("expires_on")
    return ends is not None and scene.event.on > ends


def to_decide(scene: Scene) -> bool:
    """True where the item of the case needs a decision."""
    return any(item.is_open for item in scene.case.items)


def fee_is_due(scene: Scene) -> bool:
    """True where a fee was asked for and has not been paid."""
    return scene.case.count("fee_notice_sent") > scene.case.count("fee_paid")


def no_fee_is_due(scene: Scene) -> bool:
    """True where nothing is left to be paid."""
    return not fee_is_due(scene)
