"""What an applicant has written so far, and how it lies in a draft: one text of JSON beside the item that it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import orjson

from zhengwu.records.approvals.holders import Holder
from zhengwu.records.drafts.actions import Drafted

SERVICE, SAID = "service", "said"


@dataclass(frozen=True, slots=True)
class Written:
    """The answers of the situation, who it is for, what the form holds, what is promised; `passed`: finished screens.

    `who` has name, kind, code, phone, address, agent and about (the number of the licence that is to be changed).
    `numbers` are those of licences that stand for a material, `later` the materials that are to follow. `commits` is
    "yes", "no", or empty where nothing was said. `version` is that of the guide when it was begun.
    """

    version: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    who: Mapping[str, str] = field(default_factory=dict)
    commits: str = ""
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    later: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    passed: tuple[str, ...] = ()

    @property
    def holder(self) -> Holder:
        """Whom the application is for."""
        said = self.who.get
        return Holder(
            said("name", ""), said("code", ""), said("kind", "natural_person"), said("phone", ""), said("address", "")
        )

    def having(self, key: str, **changed: object) -> "Written":
        """The same after a screen was finished."""
        return replace(self, passed=(*(one for one in self.passed if one != key), key), **changed)  # type: ignore[arg-type]

    def kept(self, item_id: int) -> dict[str, str]:
        """As a draft keeps it."""
        said = {name: getattr(self, name) for name in Written.__slots__}
        return {SERVICE: str(item_id), SAID: orjson.dumps(said).decode()}


def written_of(draft: Drafted, item_id: int) -> Written:
    """What a draft holds for that item; nothing where it is for another one."""
    if draft.answers.get(SERVICE) != str(item_id):
        return Written()
    said = orjson.loads(draft.answers[SAID])
    return Written(
        said["version"], said["answers"], said["who"], said["commits"],
        {key: tuple(values) for key, values in said["filled"].items()},
        tuple(said["later"]), said["numbers"], tuple(said["passed"]),
    )  # fmt: skip


def item_of(draft: Drafted) -> int:
    """The item that a draft is for; 0 where it is for none."""
    said = draft.answers.get(SERVICE, "")
    return int(said) if said.isdecimal() else 0
