"""Who acts: a person, another system, the public, or the clock. Loaded once a request; never asks the database again."""

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["person", "system", "public", "clockwork"]


@dataclass(frozen=True, slots=True)
class Held:
    """A post held: in which body (and its path), narrowed to which unit, if any."""

    post: str
    body_id: int
    path: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `scopes` narrow a system to what its token names; people have none."""

    kind: ActorKind
    id: int | None = None
    name: str = ""
    appointments: tuple[Held, ...] = ()
    scopes: frozenset[str] = field(default_factory=frozenset)

    def holds(self, post: str, body_id: int) -> bool:
        """Whether the actor holds this post in this body."""
        return any(held.post == post and held.body_id == body_id for held in self.appointments)

    def posts_in(self, body_id: int) -> frozenset[str]:
        """The posts held in this body."""
        return frozenset(held.post for held in self.appointments if held.body_id == body_id)


PUBLIC = Actor("public", name="公众")
CLOCKWORK = Actor("clockwork", name="系统定时任务")
