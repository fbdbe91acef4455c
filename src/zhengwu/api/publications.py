"""Results of other systems, pushed to be published: by the rules of a file that is imported."""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import answer, told
from zhengwu.api.once import once
from zhengwu.api.shapes import Id, Optional, Said, YesNo
from zhengwu.records.publications.importing import pushing, runs
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.importing.pushing import MOST
from zhengwu.records.troubles import Words
from zhengwu.visits import Asked

router = Router()
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60)]
Value = Annotated[str, StringConstraints(strict=True, max_length=200_000)]
Row = Annotated[dict[Name, Value], Field(min_length=1, max_length=100)]


class Results(Said):
    """Results of one body. A row names its columns as a file does, in Chinese or English (标题 title, 来源编号
    source_key, 文号 document_number …); others become facts under their own names. `kind` and `column` are for
    rows that do not say theirs. `natural_persons`: whether names of natural persons in penalties are masked, or their
    rows refused.
    """

    body_id: Id
    rows: Annotated[list[Row], Field(min_length=1, max_length=MOST)]
    kind: Optional = ""
    column: Optional = ""
    natural_persons: Literal["mask", "refuse"] = "mask"
    dry_run: YesNo = False


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is the matter with a row, counted from one, and in which column of it; `value` is masked."""

    row: int
    column: str
    code: str
    value: str
    message: Words


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of the rows: new, changed (a new version), in already, or faulty and left out; 1,000 faults at most.

    `run_id` is the import under which they are found, and taken down, at the desk; None where nothing was written.
    """

    run_id: int | None
    rows: int
    made: int
    changed: int
    same: int
    faulty: int
    faults: tuple[RowFault, ...]


@router.post("/publications/results", response=told(Pushed))
@once
def results(request: Asked, said: Results) -> HttpResponse:
    """Publishes results under the right publication.import, for tokens only. Good rows go in, bad ones are told.

    Sent again it publishes nothing twice: `source_key`, or else number and subject, names a row.
    """
    options = Options(
        said.body_id,
        runs.option_key("kind", said.kind) if said.kind else "",
        runs.option_key("column", said.column) if said.column else "",
        natural=said.natural_persons,
    )
    done = pushing.push(said.rows, options, dry_run=said.dry_run, by=request.actor, at=request.at)
    faults = tuple(
        RowFault(one.row, one.column, one.code, one.value, Words(one.zh, one.en)) for one in sorted(done.faults)
    )
    return answer(Pushed(done.run_id, done.rows, done.made, done.changed, done.same, done.faulty, faults))
