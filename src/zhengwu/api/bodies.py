"""Bodies (机关) and their units (内设机构)."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import StringConstraints

from zhengwu.api.answers import After, Limit, Made, after_id, answer, nothing, page, page_of, told
from zhengwu.api.asking import ANYBODY
from zhengwu.api.once import once
from zhengwu.api.shapes import LARGEST, Id, Line, Optional, PathId, Said
from zhengwu.records.organs import actions, queries
from zhengwu.records.organs.actions import Describing
from zhengwu.records.organs.queries import BodyFacts, Branch, UnitFacts
from zhengwu.visits import Asked

router = Router()


class Description(Said):
    """What is said of a body. `local_due_on` is a month and a day, "01-20"."""

    name: Line
    short_name: Line
    kind: Literal["government", "department", "township", "agency"]
    number_prefix: Line
    code: Annotated[str, StringConstraints(strict=True, max_length=18)] = ""
    region: Annotated[str, StringConstraints(strict=True, max_length=12)] = ""
    counting: Literal["per_item", "per_request"] = "per_item"
    local_due_on: Annotated[str, StringConstraints(strict=True, max_length=5)] = ""
    address: Optional = ""
    phone: Optional = ""
    hours: Optional = ""

    def facts(self) -> Describing:
        """The same for the records."""
        return Describing(**self.model_dump(exclude={"parent_id"}))


class NewBody(Description):
    """A body to be established below another one."""

    parent_id: Id


class Where(Said):
    """The body to stand below."""

    parent_id: Id


class NewUnit(Said):
    """A unit to be established."""

    name: Line
    parent_id: Id | None = None


class Name(Said):
    """A new name."""

    name: Line


@router.get("/bodies", auth=ANYBODY, response=told(page_of(BodyFacts)))
def bodies(
    request: Asked,
    after: After = None,
    limit: Limit = 50,
    parent_id: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> HttpResponse:
    """The bodies, in the order in which they were entered; with `parent_id` those directly below one."""
    found = queries.bodies(request.actor, after=after_id(after), limit=limit + 1, parent_id=parent_id)
    return page(found, limit, lambda body: (body.id,))


@router.get("/bodies/tree", auth=ANYBODY, response=told(list[Branch]))
def tree(request: Asked) -> HttpResponse:
    """All bodies as a tree."""
    return answer(queries.tree(request.actor))


@router.get("/bodies/{body_id}", auth=ANYBODY, response=told(BodyFacts))
def body(request: Asked, body_id: PathId) -> HttpResponse:
    """One body, with the address, telephone and hours of its disclosure office."""
    return answer(queries.body(request.actor, body_id))


@router.post("/bodies", response=told(Made, 201))
@once
def establish(request: Asked, said: NewBody) -> HttpResponse:
    """Establishes a body (设立)."""
    made = actions.establish(said.facts(), parent_id=said.parent_id, by=request.actor, at=request.at)
    return answer(Made(made), 201)


@router.put("/bodies/{body_id}", response=told(None, 204))
def describe(request: Asked, body_id: PathId, said: Description) -> HttpResponse:
    """Says everything of a body anew, its name included (更名)."""
    actions.describe(body_id, said.facts(), by=request.actor, at=request.at)
    return nothing()


@router.post("/bodies/{body_id}/move", response=told(None, 204))
@once
def move(request: Asked, body_id: PathId, said: Where) -> HttpResponse:
    """Puts a body and all below it under another one (划转)."""
    actions.move(body_id, parent_id=said.parent_id, by=request.actor, at=request.at)
    return nothing()


@router.post("/bodies/{body_id}/close", response=told(None, 204))
@once
def close(request: Asked, body_id: PathId) -> HttpResponse:
    """Closes a body (撤销)."""
    actions.close(body_id, by=request.actor, at=request.at)
    return nothing()


@router.get("/bodies/{body_id}/units", auth=ANYBODY, response=told(list[UnitFacts]))
def units(request: Asked, body_id: PathId) -> HttpResponse:
    """The units of a body."""
    return answer(queries.units(request.actor, body_id))


@router.post("/bodies/{body_id}/units", response=told(Made, 201))
@once
def establish_unit(request: Asked, body_id: PathId, said: NewUnit) -> HttpResponse:
    """Establishes a unit in a body."""
    made = actions.establish_unit(
        body_id=body_id, name=said.name, parent_id=said.parent_id, by=request.actor, at=request.at
    )
    return answer(Made(made), 201)


@router.put("/units/{unit_id}", response=told(None, 204))
def rename_unit(request: Asked, unit_id: PathId, said: Name) -> HttpResponse:
    """Gives a unit another name."""
    actions.rename_unit(unit_id, name=said.name, by=request.actor, at=request.at)
    return nothing()


@router.post("/units/{unit_id}/close", response=told(None, 204))
@once
def close_unit(request: Asked, unit_id: PathId) -> HttpResponse:
    """Closes a unit."""
    actions.close_unit(unit_id, by=request.actor, at=request.at)
    return nothing()
