"""Where one is among the items: the item with its versions, and what one may do with it."""

from dataclasses import dataclass
from datetime import date

from zhengwu.records.items import desk
from zhengwu.records.items.actions import MANAGE, PUBLISH
from zhengwu.records.items.desk import Standing, Version
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import forbidden
from zhengwu.ui.catalogue import words
from zhengwu.ui.links import Link

HOME = Link("/desk/items", words("items.title"))


@dataclass(frozen=True, slots=True)
class Place:
    """An item, and whether its reader may change it or publish it."""

    standing: Standing
    manages: bool
    publishes: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.standing.item.name

    @property
    def base(self) -> str:
        """The address of its page."""
        return at_item(self.standing.item.id)

    @property
    def newest(self) -> Version:
        """The draft, else the newest version."""
        return self.standing.newest

    @property
    def crumbs(self) -> tuple[Link, ...]:
        """The way to its page."""
        return (HOME, Link(self.base, self.name))


def at_item(item_id: int) -> str:
    """Where the page of an item is."""
    return f"/desk/items/{item_id}"


def place(actor: Actor, item_id: int, on: date, right: str = "") -> Place:
    """The place of an item. Raises Trouble: missing, forbidden (the right that is asked for)."""
    found = desk.standing(actor, item_id, on)
    item = found.item

    def may(one: str) -> bool:
        return actor.may(one, item.body_id, found.path, item.unit_id)

    if right and not may(right):
        raise forbidden(right)
    return Place(found, may(MANAGE), may(PUBLISH))
