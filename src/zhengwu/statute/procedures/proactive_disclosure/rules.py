"""The rules of proactive disclosure: what each step asks of the case and of what is said."""

import re
from datetime import timedelta

from zhengwu.statute.disclosure import kinds
from zhengwu.statute.procedures.model import Case, Scene

CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def attribute(case: Case) -> str:
    """The attribute decided last."""
    return str(case.facts.get("attribute", ""))


def is_proactive(scene: Scene) -> bool:
    """True where it is to be published."""
    return attribute(scene.case) == "proactive"


def is_not_proactive(scene: Scene) -> bool:
    """True where it was decided not to publish it unasked."""
    return attribute(scene.case) in ("on_request", "withheld")


def grounded(scene: Scene) -> bool:
    """条例第十四条至第十六条: what is withheld is withheld on a ground."""
    return scene.event.get("attribute") != "withheld" or bool(scene.event.get("ground"))


def reasoned(scene: Scene) -> bool:
    """What is not published says why."""
    return scene.event.get("attribute") == "proactive" or bool(scene.event.get("basis_text"))


def another(scene: Scene) -> bool:
    """True where whoever acts has not put this draft forward; unknown persons are not compared."""
    put = scene.case.last("attributed")
    return put is None or not scene.event.person or put.person != scene.event.person


def passed(scene: Scene, aspect: str) -> bool:
    """True where the latest review of that aspect since the draft was put forward was passed."""
    for event in reversed(scene.case.events):
        if event.key == "attributed":
            return False
        if event.key == "reviewed" and event.get("aspect") == aspect:
            return bool(event.get("verdict") == "passed")
    return False


def secrecy_passed(scene: Scene) -> bool:
    """条例第十七条: the secrecy review."""
    return passed(scene, "secrecy")


def legality_passed(scene: Scene) -> bool:
    """A rule or a normative document is reviewed for its legality, too."""
    kind = kinds().get(str(scene.case.facts.get("kind", "")))
    return kind is None or not kind.lasting or passed(scene, "legal")


def referred_to(scene: Scene) -> bool:
    """条例第十七条: whoever is unsure refers it to an authority, by name."""
    return scene.event.get("verdict") != "referred" or bool(scene.event.get("authority"))


def objection_said(scene: Scene) -> bool:
    """What does not pass is told why."""
    return scene.event.get("verdict") == "passed" or bool(scene.event.get("opinion"))


def nobody_objects(scene: Scene) -> bool:
    """条例第十一条、第十五条: what a party objected to waits until it is settled or overridden."""
    last: dict[str, str] = {}
    for event in scene.case.events:
        if event.key == "consulted":
            last[str(event.get("party", ""))] = str(event.get("answer", ""))
    return "objects" not in last.values() or bool(scene.event.get("override_reason"))


def clock_time(scene: Scene) -> bool:
    """A time of the day, as 09:00."""
    return not scene.event.get("publish_at") or CLOCK_TIME.fullmatch(str(scene.event.get("publish_at"))) is not None


def not_before(scene: Scene) -> bool:
    """Nothing is published before it is approved."""
    wanted = scene.event.get("publish_on")
    return wanted is None or bool(wanted >= scene.event.on)


def lasting(scene: Scene) -> bool:
    """True for a rule or a document that is in force."""
    kind = kinds().get(str(scene.case.facts.get("kind", "")))
    return kind is not None and kind.lasting and scene.case.facts.get("how") is None


def later(scene: Scene) -> bool:
    """What stays withheld is assessed again on a later day."""
    review = scene.event.get("review_on")
    return scene.event.get("result") == "release" or (review is not None and review > scene.event.on)


def soon_enough(scene: Scene) -> bool:
    """The next assessment lies ahead, within five years."""
    review = scene.event.get("review_on")
    return review is None or bool(scene.event.on < review <= scene.event.on + timedelta(days=5 * 366))


def released(scene: Scene) -> bool:
    """True where the assessment releases it."""
    return bool(scene.event.get("result") == "release")


def still_public(scene: Scene) -> bool:
    """True where a version of it is before the public while another is prepared."""
    return any(event.key == "published" for event in scene.case.events) and not taken_down(scene)


def taken_down(scene: Scene) -> bool:
    """True where the latest version was taken down."""
    for event in reversed(scene.case.events):
        if event.key in ("published", "taken_down"):
            return event.key == "taken_down"
    return False
