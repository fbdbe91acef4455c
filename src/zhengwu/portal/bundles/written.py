"""An application for a bundle as far as it is written: how it lies in a draft, and what it means today."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

import orjson

from zhengwu.portal.bundles.place import Place
from zhengwu.portal.services import fields
from zhengwu.portal.services.written import Written
from zhengwu.records.bundles.planning import Need, Plan
from zhengwu.records.drafts.actions import Drafted
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.model import Record
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.parts.tables import Progress

BUNDLE, SAID = "bundle", "said"
PART = "form-"
NOBODY = Written()


@dataclass(frozen=True)
class Around:
    """What a screen stands in: the bundle as it is planned for these answers today, and what is written where."""

    plan: Plan
    said: Written
    on: date
    place: Place
    draft: Drafted

    @property
    def key(self) -> str:
        """The key of the bundle."""
        return self.plan.offered.key

    @cached_property
    def record(self) -> Record:
        """The merged form as an item's record would hold it, and everybody whom one of the parts serves."""
        served = [set(one.held.record.objects) for one in self.plan.parts if one.held.record.objects]
        objects = tuple(sorted(set.intersection(*served))) if served else ()
        return Record(self.plan.offered.content.name, "licence", objects=objects, form=self.plan.form.form)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The screens in their order."""
        parts = tuple(f"{PART}{one.key}" for one in fields.sections(self.record, self.said, self.on))
        promise = ("promise",) if self.plan.committing else ()
        return (*promise, "who", *parts, *(("materials",) if self.bring else ()), "check")

    @property
    def commits(self) -> tuple[str, ...]:
        """The parts for which notice and commitment was chosen."""
        offered = {one.node.key for one in self.plan.committing}
        return tuple(one for one in self.said.commits.split() if one in offered)

    @property
    def bring(self) -> tuple[Need, ...]:
        """The materials that are handed in: not those that arise on the way, nor those that a promise stands for."""
        return self.plan.bring(self.commits)

    @property
    def first_open(self) -> str:
        """The first screen that is not finished."""
        return next(one for one in self.order if one == "check" or one not in self.said.passed)

    def to(self, screen: str) -> str:
        """The address of a screen."""
        return self.place.to(screen)

    def back(self, screen: str) -> str:
        """The address of the screen before."""
        at = self.order.index(screen)
        return self.to(self.order[at - 1]) if at else self.place.guide

    def title(self, screen: str) -> Words:
        """What a screen is called."""
        if screen.startswith(PART):
            sections = self.record.form.sections
            return same(next((one.title for one in sections if f"{PART}{one.key}" == screen), ""))
        return words(f"services.screens.{screen}")

    def progress(self, screen: str) -> Progress:
        """Where one is among the screens."""
        return Progress(tuple(self.title(one) for one in self.order), self.order.index(screen))


def key_of(draft: Drafted) -> str:
    """The bundle that a draft is for; empty where it is for none."""
    return draft.answers.get(BUNDLE, "")


def written_of(draft: Drafted, key: str) -> Written:
    """What a draft holds for that bundle; nothing where it is for another one."""
    if key_of(draft) != key:
        return NOBODY
    said = orjson.loads(draft.answers[SAID])
    return Written(
        said["version"], said["answers"], said["who"], said["commits"],
        {name: tuple(values) for name, values in said["filled"].items()},
        tuple(said["later"]), said["numbers"], tuple(said["passed"]),
    )  # fmt: skip


def kept(said: Written, key: str) -> Mapping[str, str]:
    """As a draft keeps it."""
    return {BUNDLE: key, SAID: orjson.dumps(asdict(said)).decode()}


def passed(around: Around, screen: str, **changed: object) -> Around:
    """The same after a screen was finished."""
    return replace(around, said=around.said.having(screen, **changed))
