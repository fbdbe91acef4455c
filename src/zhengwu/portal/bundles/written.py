"""An application for a bundle as far as it is written: how it lies in a draft, and what it means today."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

import orjson
from django.conf import settings
from django.http import HttpResponse

from zhengwu.portal.services import fields
from zhengwu.portal.services.written import Written
from zhengwu.records.bundles.planning import Need, Plan
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import Drafted
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.model import Record
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

COOKIE = "zhengwu_bundle"
BUNDLE, SAID = "bundle", "said"
WEEK = 7 * 86_400
PART = "form-"
NOBODY = Written()


@dataclass(frozen=True)
class Around:
    """What a screen stands in: the bundle as it is planned for these answers today, and what is written."""

    plan: Plan
    said: Written
    on: date

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
        return ("who", *parts, *(("materials",) if self.bring else ()), "check")

    @property
    def bring(self) -> tuple[Need, ...]:
        """The materials that are handed in: not those that arise on the way."""
        return tuple(one for one in self.plan.needs if not one.arises)

    @property
    def first_open(self) -> str:
        """The first screen that is not finished."""
        return next(one for one in self.order if one == "check" or one not in self.said.passed)

    def to(self, screen: str) -> str:
        """The address of a screen."""
        return f"{home(self.key)}/{screen}"

    def back(self, screen: str) -> str:
        """The address of the screen before."""
        at = self.order.index(screen)
        return self.to(self.order[at - 1]) if at else f"/bundles/{self.key}"

    def title(self, screen: str) -> Words:
        """What a screen is called."""
        if screen.startswith(PART):
            sections = self.record.form.sections
            return same(next((one.title for one in sections if f"{PART}{one.key}" == screen), ""))
        return words(f"services.screens.{screen}")

    def progress(self, screen: str) -> Progress:
        """Where one is among the screens."""
        return Progress(tuple(self.title(one) for one in self.order), self.order.index(screen))


def home(key: str) -> str:
    """The address below which the screens are; the code of the draft is told to these only."""
    return f"/bundles/{key}/apply"


def code_of(request: Asked) -> str:
    """The code of this browser's draft."""
    return request.COOKIES.get(COOKIE, "")


def draft_of(request: Asked) -> Drafted:
    """The draft of this browser; an empty one where there is none."""
    return drafts.read(code_of(request), at=request.at)


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


def gone_on(request: Asked, key: str, screen: str, code: str, *said: Notice) -> HttpResponse:
    """On to a screen, with the code of the draft."""
    response = onward(request, f"{home(key)}/{screen}", *said)
    response.set_cookie(
        COOKIE, code, max_age=WEEK, path="/bundles", httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def left(request: Asked, path: str, *said: Notice) -> HttpResponse:
    """Away from the draft: the browser forgets its code."""
    response = onward(request, path, *said)
    response.delete_cookie(COOKIE, path="/bundles", samesite="Lax")
    return response


def passed(around: Around, screen: str, **changed: object) -> Around:
    """The same after a screen was finished."""
    return replace(around, said=around.said.having(screen, **changed))
