"""The lines of a list as they are shown, each with its light; those of one wording stand together."""

from dataclasses import dataclass, replace
from datetime import date

from zhengwu.records.cases import lights
from zhengwu.records.cases.queries import Line
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import national
from zhengwu.ui.parts.dates import left_until
from zhengwu.ui.parts.lights import Light
from zhengwu.workbench.naming import outcome, procedure_name, stage


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list. `more` counts the others on this page in the same words, which stand behind `group`."""

    id: int
    number: str
    procedure: Words
    title: str
    applicant: str
    stage: Words
    outcome: Words
    light: Light
    due_on: date | None
    promised_on: date | None
    provisional: bool
    received_on: date | None
    body: str
    handler: str
    more: int = 0
    group: str = ""


def rows_of(found: list[Line], on: date, *, together: bool = True) -> tuple[Row, ...]:
    """The lines as they are shown; with `together`, those of one wording stand under the first of them."""
    soon = lights.soon_through(on)
    first: dict[int, int] = {}
    rows: list[Row] = []
    for line in found:
        shared = together and line.wording_id and (line.alike or 0) > 1
        at = first.get(line.wording_id or 0) if shared else None
        if at is not None:
            rows[at] = replace(rows[at], more=rows[at].more + 1, group=f"/desk/groups/{line.wording_id}")
            continue
        if line.wording_id:
            first[line.wording_id] = len(rows)
        rows.append(_row(line, on, soon))
    return tuple(rows)


def _row(line: Line, on: date, soon: date) -> Row:
    kind = lights.light(lights.days_of(line), on, soon)
    until = line.promised_on if kind == "promise" else line.due_on
    days = left_until(national(), on, until) if until and line.is_open else None
    return Row(
        line.id,
        line.number,
        procedure_name(line.procedure),
        line.title,
        line.applicant_name,
        stage(line.procedure, line.state),
        outcome(line.procedure, line.outcome),
        Light(kind, days),  # type: ignore[arg-type]
        (line.due_on or line.waits_until) if line.is_open else None,
        line.promised_on if line.is_open else None,
        line.provisional,
        line.entered_on,
        line.body_name,
        line.handler_name or "",
    )
