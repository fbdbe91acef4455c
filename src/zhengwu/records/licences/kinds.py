"""Kinds of licences (证照类型): what an office calls them, what is printed on them, how long they hold.

Kinds belong to everybody: whichever body may issue one. Their codes are 21 signs: the credit code of the body that
defined the kind, and three more. A kind that was used is never deleted; it is closed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.licences import numbers
from zhengwu.records.licences.models import LicenceKind
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.identifiers import uscc
from zhengwu.statute.licences import identifier
from zhengwu.statute.licences.kinds import shipped

RIGHT = "licence.issue"
KIND = Words("这种证照", "kind of licence")
SAVED = "licence.kind_saved"
KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
CODE = re.compile(r"[0-9A-Z]{21}")
PATTERN = "{year}{serial:06d}"
MOST_MONTHS, MOST_FIELDS, FIELD = 1200, 20, 40


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of licence. The fields are those of the model."""

    id: int
    key: str
    code: str
    name: str
    definer_name: str
    fields: tuple[str, ...]
    months: int | None
    number_pattern: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Describing:
    """What is said of a kind. `code` empty: the next one of the body that defines it."""

    key: str
    name: str
    fields: tuple[str, ...] = ()
    months: int | None = None
    number_pattern: str = PATTERN
    code: str = ""
    until: date | None = None


def listed(*, closed: bool = True) -> list[Kind]:
    """All kinds by name."""
    found = LicenceKind.objects.all() if closed else LicenceKind.objects.filter(until=None)
    return [_facts(row) for row in found.order_by("name")]


def one(key: str) -> Kind:
    """A kind by its key. Raises Trouble: missing."""
    row = LicenceKind.objects.filter(key=key).first()
    if row is None:
        raise missing(KIND, where="kind")
    return _facts(row)


def held(key: str, on: date) -> LicenceKind:
    """The kind to issue by on a day. Raises Trouble (conflict) where there is none, or it is closed."""
    row = LicenceKind.objects.filter(key=key).first()
    if row is None or not row.since <= on <= (row.until or date.max):
        raise conflict(
            "no_such_kind",
            f"证照类型“{key}”未登记或者已停用，不能颁发。",
            f"The kind of licence {key!r} is not on file, or closed: none can be issued.",
            where="licence_type",
            advice=Words("请先在“证照类型”中登记。", "Put it on file among the kinds of licences first."),
        )
    return row


def define(said: Describing, body_id: int, *, by: Actor, at: datetime, on: date) -> Kind:
    """Puts a kind on file, defined by a body. Raises Trouble: forbidden, invalid, conflict (key or code taken)."""
    with transaction.atomic():
        body = _definer(body_id, by)
        _check(said)
        code = said.code or _next_code(body)
        if LicenceKind.objects.filter(Q(key=said.key) | Q(code=code)).exists():
            raise conflict("taken", "短名或者代码已被使用。", "Its key or its code is taken.", where="key")
        row = LicenceKind(key=said.key, code=code, definer_name=body.name, since=on)
        _write(row, said)
        row.save(force_insert=True)
        record(Deed(SAVED, body.pk, "licence_kind", said.key, said.name), by=by, at=at)
    return _facts(row)


def amend(key: str, said: Describing, body_id: int, *, by: Actor, at: datetime) -> Kind:
    """Changes what will be printed and how long new ones hold; key and code stay, and so does what was issued.

    Raises Trouble: missing, forbidden, invalid.
    """
    with transaction.atomic():
        body = _definer(body_id, by)
        row = LicenceKind.objects.select_for_update().filter(key=key).first()
        if row is None:
            raise missing(KIND, where="kind")
        _check(said)
        _write(row, said)
        row.save()
        record(Deed(SAVED, body.pk, "licence_kind", key, said.name), by=by, at=at)
    return _facts(row)


def ship(body_id: int, *, by: Actor, at: datetime, on: date) -> int:
    """Puts the shipped kinds on file that are not there yet, as defined by a body. Gives how many."""
    with transaction.atomic():
        there = set(LicenceKind.objects.values_list("key", flat=True))
        new = [one for one in shipped() if one.key not in there]
        for one in new:
            define(Describing(one.key, one.name, one.fields, one.months, one.pattern), body_id, by=by, at=at, on=on)
    return len(new)


def _definer(body_id: int, by: Actor) -> Body:
    body = Body.objects.filter(pk=body_id).first()
    if body is None or not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body


def _next_code(body: Body) -> str:
    """The credit code of the body with the first three digits that are free."""
    if uscc.problem(body.code) is not None:
        zh, en = f"{body.name}没有登记统一社会信用代码。", f"{body.name} has no credit code on file."
        raise conflict("issuer_without_code", zh, en, where="code")
    taken = set(LicenceKind.objects.filter(code__startswith=body.code).values_list("code", flat=True))
    free = (f"{body.code}{place:03d}" for place in range(1, 1000))
    found = next((code for code in free if code not in taken), None)
    if found is None:
        raise conflict(
            "codes_used_up", "这个机关的证照类型代码已用完。", "This body has used up its codes.", where="code"
        )
    return found


def _check(said: Describing) -> None:
    """Raises Trouble (invalid) with the field that is wrong."""
    wrong = {
        "key": (KEY.fullmatch(said.key), "短名用小写字母、数字和下划线，2至40位。", "2 to 40 of a–z, 0–9 and _."),
        "name": (0 < len(said.name.strip()) <= 100, "名称为1至100字。", "The name has 1 to 100 signs."),
        "code": (not said.code or CODE.fullmatch(said.code), f"类型代码为{identifier.KIND}位数字和大写字母。",
                 f"The code has {identifier.KIND} digits and capitals."),
        "months": (said.months is None or 0 < said.months <= MOST_MONTHS, "有效期为1至1200个月，长期的不填。",
                   "1 to 1200 months, or nothing for always."),
        "number_pattern": (numbers.sound(said.number_pattern),
                           "编号样式须含{year}和{serial}，可用{region}、{prefix}。",
                           "The pattern needs {year} and {serial}; {region} and {prefix} may be used."),
        "fields": (len(said.fields) <= MOST_FIELDS and all(0 < len(one) <= FIELD for one in said.fields),
                   "栏目最多20个，每个不超过40字。", "At most 20 fields of 40 signs each."),
    }  # fmt: skip
    for where, (fine, zh, en) in wrong.items():
        if not fine:
            raise invalid("invalid_value", zh, en, where=where)


def _write(row: LicenceKind, said: Describing) -> None:
    row.name, row.fields, row.months = said.name.strip(), list(said.fields), said.months
    row.number_pattern, row.until = said.number_pattern, said.until


def _facts(row: LicenceKind) -> Kind:
    return Kind(
        row.pk, row.key, row.code, row.name, row.definer_name, tuple(row.fields), row.months, row.number_pattern,
        row.since, row.until,
    )  # fmt: skip
