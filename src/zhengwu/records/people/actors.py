"""Who acts: a person, another system, the public, or the clock. Loaded once a request, complete."""

from dataclasses import dataclass, field
from typing import Literal

from zhengwu.records.people.rights import RIGHTS

ActorKind = Literal["person", "system", "public", "clockwork"]
SYSTEM = "system"  # the post that every token holds in its own body


@dataclass(frozen=True, slots=True)
class Held:
    """A post held: in which body (and its path), narrowed to which unit, if any; `instead`: in somebody's stead."""

    post: str
    body_id: int
    path: str
    unit_id: int | None = None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a right goes: bodies whose path begins so, single bodies, single units; or everything."""

    paths: tuple[str, ...] = ()
    bodies: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.everything or self.paths or self.bodies or self.units)

    def covers(self, body_id: int, path: str, unit_id: int | None = None) -> bool:
        """Whether something of this body (whose path is `path`) and this unit lies within the reach."""
        if self.everything or body_id in self.bodies or path.startswith(self.paths):
            return True
        return unit_id is not None and unit_id in self.units


NOWHERE = Reach()
EVERYWHERE = Reach(everything=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `scopes` narrow a system to what its token names; people have none.

    A system holds the post `system` in its token's body, and there the posts that its scopes name ("as.clerk").
    """

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

    def reach(self, right: str) -> Reach:
        """How far a right goes. Raises KeyError for a right that does not exist."""
        extents = RIGHTS[right]
        if self.kind == "clockwork":
            return EVERYWHERE
        if self.kind == "system":
            paths = [held.path for held in self.appointments if held.post == SYSTEM] if right in self.scopes else []
            return Reach(paths=tuple(paths))
        paths, bodies, units = [], [], []
        for held in self.appointments:
            match extents.get(held.post):
                case "below":
                    paths.append(held.path)
                case "unit" if held.unit_id is not None:
                    units.append(held.unit_id)
                case "body" | "unit":
                    bodies.append(held.body_id)
        return Reach(tuple(paths), tuple(bodies), tuple(units))

    def may(self, right: str, body_id: int, path: str, unit_id: int | None = None) -> bool:
        """Whether the actor has this right over something of this body and unit."""
        return self.reach(right).covers(body_id, path, unit_id)


PUBLIC = Actor("public", name="公众")
CLOCKWORK = Actor("clockwork", name="系统定时任务")
