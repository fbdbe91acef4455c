"""The result of an application, as the licence prints it and as the public sees it."""

from datetime import date, datetime

import orjson

from zhengwu.records import rows
from zhengwu.records.approvals.models import Application
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.items.queries import record
from zhengwu.records.licences.models import Licence, LicenceKind
from zhengwu.records.publications import results
from zhengwu.records.publications.results import Result
from zhengwu.statute.forms.saying import said

KINDS = {"licence": "licence_result"}
OTHERS = "service_result"
KEY = "case:"


def licence_facts(application: Application, event: Event) -> tuple[tuple[str, str], ...]:
    """What is printed on a licence beside its holder: the form's answers under the labels that its kind has."""
    filled = orjson.loads(application.filled or "{}")
    says = record(application.version_id)
    kind = next((one.licence_type for one in says.results if one.licence_type), "")
    labels = LicenceKind.objects.filter(key=kind).values_list("fields", flat=True).first() or []
    fields = {field.label: field for section in says.form.sections for field in section.fields}
    found = []
    for label in labels:
        field = fields.get(label)
        value = filled.get(field.key) if field else None
        if field and value:
            found.append((label, said(field, value)))
    conditions = str(event.says.get("conditions") or "")
    return (*found, ("许可条件", conditions)) if conditions else tuple(found)


def publish(case: Case, application: Application, event: Event) -> int | None:
    """Publishes what was granted, in the caller's transaction; nothing of what a natural person got but licences."""
    kind = KINDS.get(application.type, OTHERS)
    personal = application.holder_kind == "natural_person"
    if personal and kind == OTHERS:
        return None
    says = record(application.version_id)
    name = results.shortened(application.holder_name) if personal else application.holder_name
    licence = rows.one(Licence, "case_id = %s ORDER BY id DESC", [case.pk])
    decided_on = application.decided_on or event.on
    facts = [
        ("事项名称", says.name),
        ("行政相对人", name),
        ("决定日期", decided_on.isoformat()),
        ("办件编号", case.number),
    ]
    if licence is not None:
        facts.append(("证照编号", licence.number))
        if licence.valid_to:
            facts.append(("有效期至", licence.valid_to.isoformat()))
    result = Result(
        case.body_id, case.unit_id, kind, f"{KEY}{case.pk}", f"{says.name}（{name}）", "", tuple(facts), decided_on
    )
    return results.publish(result, on=event.on, at=event.at, by=event.actor_name)


def take_down(licence_id: int, *, on: date, at: datetime) -> None:
    """Takes the published result of a licence that holds no more from the public."""
    licence = rows.one(Licence, "id = %s", [licence_id])
    if licence is not None and licence.case_id is not None:
        results.take_down(licence.body_id, f"{KEY}{licence.case_id}", on=on, at=at)
