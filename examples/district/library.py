"""The library of the district's government: what its bodies published on two years, taken in and read."""

from examples.district.staff import Body
from examples.district.world import World
from zhengwu.records.library import taking
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.reports import queries

TAKEN = (("sp", 2, "docx"), ("sp", 1, "docx"), ("zg", 1, "html"))  # whose, how many years ago, in which format


def taken_in(world: World, bodies: dict[str, Body]) -> None:
    """Takes the published files in, as somebody would who collects them from the bodies' pages, and reads them."""
    holder, by = bodies["qh"].id, bodies["qh"].actor("supervisor")
    for key, ago, kind in TAKEN:
        file = queries.document(PUBLIC, bodies[key].id, world.today.year - ago, kind)
        taking.take_in(holder, file.content, file.name, by=by, at=world.at)
    taking.noted(holder, "青禾区", len(TAKEN), by=by, at=world.at)
    taking.go_on(holder, at=world.at, seconds=60)
