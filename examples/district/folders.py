"""One case as its story tells it: opened by a channel, then one step after the other by whoever may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from examples.district import papers
from examples.district.staff import Body
from examples.district.world import World
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Applicant, Opened, Opening
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.statute.procedures import Event


@dataclass
class Folder:
    """A case, and what its story must remember of it. `due_on` is the last day as of the last step."""

    world: World
    body: Body
    chance: Random
    handler: int = 0
    id: int = 0
    number: str = ""
    due_on: date | None = None
    state: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def open(self, procedure: str, key: str, opening: Opening, *, by: str = "clerk", **says: Any) -> Opened:
        """Opens the case with its first event, by a post or by the public."""
        actor = PUBLIC if by == "applicant" else self.body.actor(by)
        event = Event(key, self.world.on, says=says)
        opened = actions.open_case(procedure, self.body.id, [event], opening, by=actor, at=self.world.at)
        self.id, self.number = opened.case_id, opened.number
        if self._is_recent and procedure == "information_request" and says.get("channel") in papers.ON_PAPER:
            papers.hand_in(self.id, opening.title, self.body.actor("clerk"), self.world.at)
        self._write(key, says)
        return opened

    def take(self, key: str, post: str, **says: Any) -> None:
        """A step by somebody of the body, or by clockwork."""
        by = CLOCKWORK if post == "clockwork" else self.body.actor(post, self.handler if post == "handler" else 0)
        taken = actions.take(self.id, Event(key, self.world.on, says=says), by=by, at=self.world.at)
        self.due_on, self.state = taken.due_on, taken.state
        self._write(key, says)

    def outside(self, key: str, by: str, name: str, **says: Any) -> None:
        """A step by the applicant or a third party."""
        event = Event(key, self.world.on, says=says)
        taken = actions.take_outside(self.id, event, side=by, name=name, at=self.world.at)
        self.due_on, self.state = taken.due_on, taken.state
        self._write(key, says)

    @property
    def _is_recent(self) -> bool:
        return self.world.on >= self.world.papers_since

    def _write(self, key: str, says: Mapping[str, Any]) -> None:
        """The papers that go with a step, where the district still keeps them in full."""
        if not self._is_recent:
            return
        clerk, handler, at = self.body.actor("clerk"), self.body.actor("handler", self.handler), self.world.at
        papers.issue_letters(self.id, clerk, at)
        if key == "decided":
            self.facts.setdefault("outcome", says.get("outcome"))
        if key == "delivered" and says.get("channel") in papers.SERVED:
            papers.serve_answers(self.id, str(says["channel"]), clerk, at)
            if self.facts.get("outcome") in ("granted", "partial"):
                papers.give_out(self.id, str(self.facts["clear"][0]), self.facts["outcome"], handler, at)

    def open_plain(self, who: Applicant, channel: str, items: Sequence[str]) -> None:
        """Opens a request that is received on the day itself."""
        told = {"signed_on": self.world.on} if channel == "registered_mail" else {}
        self.open("information_request", "received", opening_of(who, items), channel=channel, items=list(items), **told)

    def assign(self) -> None:
        """Hands the case to a unit and a person."""
        which = self.facts.setdefault("unit", self.chance.randrange(1, len(self.body.units)))
        person = self.body.actor("handler", self.handler).id
        self.take("assigned", "clerk", unit=str(self.body.units[which]), handler=str(person))


def opening_of(applicant: Applicant, items: Sequence[str]) -> Opening:
    """How a request is opened."""
    return Opening(applicant=applicant, title=items[0][:60])
