"""What a body's letters always say: its court, its review body, how to pay, whom to ask. Said once, kept as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.letters.models import OfficeWord
from zhengwu.records.letters.wordings import manageable
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import invalid
from zhengwu.statute.letters.vocabulary import vocabulary

KEYS = ("review_body", "court", "payment", "contact", "phone", "address")
MOST = 500
GOVERNMENT = "government"


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What letters say for a placeholder; `body_id` is the body that says so, None where nobody does."""

    key: str
    label: str
    gloss: str
    value: str
    body_id: int | None


def words_of(body: Body) -> dict[str, str]:
    """What the body's letters say by placeholder: its own word, or that of the nearest body above. One statement."""
    return {key: value for key, (value, _) in _nearest(body).items()}


def words(body: Body) -> list[WordFacts]:
    """Every placeholder that a body can say once for all, with what is said."""
    said = _nearest(body)
    return [
        WordFacts(key, vocabulary()[key].label, vocabulary()[key].gloss, *said.get(key, ("", None))) for key in KEYS
    ]


def review_body(body: Body) -> str:
    """The government whose review body is competent (行政复议法第二十四条): the nearest one above; empty if none is."""
    above = Body.objects.filter(pk__in=_path(body)[:-1], kind=GOVERNMENT, closed_on=None)
    return above.order_by("-path").values_list("name", flat=True).first() or ""


def say(body_id: int, values: Mapping[str, str], *, by: Actor, at: datetime) -> list[WordFacts]:
    """Says these words from now on; an empty text takes one back. Trouble: missing, forbidden, invalid."""
    with transaction.atomic():
        body = manageable(body_id, by)
        for key, value in values.items():
            text = value.strip()
            if key not in KEYS:
                listed = ", ".join(KEYS)
                raise invalid("unknown_word", f"只能设置：{listed}。", f"These can be set: {listed}.", where=key)
            if len(text) > MOST or not text.isprintable():
                zh, en = f"至多 {MOST} 字，不能换行。", f"At most {MOST} characters, on one line."
                raise invalid("text_wrong", zh, en, where=key)
            row = OfficeWord.objects.filter(body=body, key=key)
            if text:
                OfficeWord.objects.update_or_create(body=body, key=key, defaults={"value": text})
            else:
                row.delete()
        record(Deed("template.words", body_id, "body", str(body_id), ",".join(sorted(values))), by=by, at=at)
        return words(body)


def _nearest(body: Body) -> dict[str, tuple[str, int]]:
    rows = OfficeWord.objects.filter(body_id__in=_path(body)).order_by("body__path")
    return {key: (value, body_id) for key, value, body_id in rows.values_list("key", "value", "body_id")}


def _path(body: Body) -> list[int]:
    return [int(part) for part in body.path.split(".") if part]
