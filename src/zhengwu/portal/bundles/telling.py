"""What happened in all cases of an application for a bundle, as one timeline in the words of who asked.

As on the page of a single case: nothing that is under way inside an office, no decision before it was delivered.
"""

from zhengwu.portal.services import following
from zhengwu.portal.story import TOLD
from zhengwu.records.bundles.shown import MatterFacts, PartFacts
from zhengwu.records.cases import filing
from zhengwu.records.cases.filing import Filed
from zhengwu.records.moments import day_of
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import procedure
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.parts.timeline import Happening, Rail

RAILS: dict[str, Rail] = {**TOLD, **following.TOLD}
SAYS = ("correction_requested", "extended", *following.SAYS)
DETAIL = ("what", "reasons", "note")
DELIVERED = ("delivered", "archived")


def story(matter: MatterFacts) -> tuple[Happening, ...]:
    """Everything that happened, oldest first. One statement."""
    parts = {one.case_id: one for one in matter.parts if one.case_id is not None}
    found = [(one, each) for key, filed in filing.read_many(sorted(parts)).items() for each in filed
             for one in (parts[key],) if each.key in RAILS and not each.struck]  # fmt: skip
    told = [_told(one, each) for one, each in sorted(found, key=lambda both: (both[1].at, both[0].layer))]
    begun = Happening(day_of(matter.at), words("bundles.story.begun"), words("tracking.you"))
    if matter.is_open or matter.delivered_on is None:
        return (begun, *told)
    return (begun, *told, Happening(matter.delivered_on, words("bundles.story.ended"), same(matter.body_name)))


def _told(part: PartFacts, event: Filed) -> Happening:
    if event.key == "submitted":  # the parts begin by themselves: nobody applied again
        return Happening(event.on, words("bundles.story.part", name=part.name), same(part.body_name))
    step = procedure(part.procedure).step(event.key)
    name = Words(*step.name) if step is not None else same(event.key)
    who = words("tracking.you") if event.post == "applicant" else same(part.body_name)
    what = Words(f"{part.name}：{name.zh}", f"{part.name}: {name.en}")
    said = "；".join(str(event.says[key]) for key in DETAIL if event.says.get(key)) if event.key in SAYS else ""
    return Happening(event.on, what, who, said, rail=RAILS[event.key])
