"""What is done with drafts: read, saved, files put to them and taken away, handed in once, forgotten."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.cases.opening import ALPHABET
from zhengwu.records.documents.actions import Receiving, receive
from zhengwu.records.documents.models import ATTESTED as ATTESTED
from zhengwu.records.drafts import turns
from zhengwu.records.drafts.models import Draft, DraftFile
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, missing

KEPT = timedelta(days=7)
RECEIPT_KEPT = timedelta(hours=1)
MOST_FILES = 8
MOST_BYTES = 20_000_000  # of all files of a draft together
CODE_SIGNS = 16  # of 31: about 79 bits, in groups of four for who writes them down
DRAFT = Words("这份草稿", "draft")
FILES = "SELECT id, role, title, name, size FROM drafts_draftfile WHERE draft_id = %s ORDER BY id"
NO_TITLES: Mapping[str, str] = MappingProxyType({})


class Made(Protocol):
    """A case as it was opened: its id, its number, and the secret that opens it for the applicant."""

    @property
    def case_id(self) -> int:
        """Which case."""

    @property
    def number(self) -> str:
        """Its number."""

    @property
    def secret(self) -> str:
        """What the applicant opens it with."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a draft. `role` is what it will be to the case."""

    id: int
    role: str
    title: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that comes in: its bytes, its name, what it will be to the case and what it is called there."""

    content: bytes
    name: str
    role: str = "application"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on a receipt; the secret is kept for an hour, for whoever has the draft."""

    case_id: int
    number: str
    secret: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: what was typed by the name of the field, the files, and the receipt once it was handed in.

    It is forgotten at `until` unless it is touched before.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileFacts, ...] = ()
    receipt: Receipt | None = None
    until: datetime | None = None


def read(secret: str, *, at: datetime) -> Drafted:
    """The draft of that secret; an empty one where there is none, or none any more. Two statements."""
    row = rows.one(Draft, "digest = %s", [_digest(secret)]) if secret else None
    if row is None or row.at < at - (RECEIPT_KEPT if row.receipt else KEPT):
        return Drafted()
    files = tuple(FileFacts(*one) for one in rows.told(FILES, [row.pk]))
    receipt = Receipt(*json.loads(row.receipt)) if row.receipt else None
    return Drafted(json.loads(row.content or "{}"), files, receipt, row.at + (RECEIPT_KEPT if receipt else KEPT))


def grouped(secret: str) -> str:
    """The code as it is written down: ABCD-EFGH-JKLM-NPQR. Any way of writing it opens the draft."""
    return "-".join(re.findall(".{1,4}", secret))


def save(secret: str, answers: Mapping[str, str], *, at: datetime) -> str:
    """Keeps what was typed; gives the code, a new one where there was none. A draft handed in is left behind."""
    content = json.dumps(dict(answers), ensure_ascii=False)
    if secret and Draft.objects.filter(digest=_digest(secret), handed_in=False).update(content=content, at=at):
        return secret
    fresh = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))
    Draft.objects.create(digest=_digest(fresh), content=content, at=at)
    return fresh


def attach(
    secret: str, files: Iterable[Sent], *, at: datetime, most: int = MOST_FILES, most_bytes: int = MOST_BYTES
) -> None:
    """Puts files to a draft. Trouble: missing, conflict (more than `most` files, or bytes together)."""
    with transaction.atomic():
        row = _open(secret)
        for one in files:
            DraftFile.objects.create(
                draft=row, role=one.role, title=one.title, name=one.name, size=len(one.content), content=one.content
            )
        sizes = list(row.files.values_list("size", flat=True))
        if len(sizes) > most or sum(sizes) > most_bytes:
            large = most_bytes // 1_000_000
            zh, en = f"附件至多{most}个、合计{large} MB。", f"At most {most} files, {large} MB together."
            raise conflict("too_much", zh, en, where="files", advice=Words("请先去掉一些。", "Take some away first."))
        row.at = at
        row.save(update_fields=["at"])


def detach(secret: str, file_id: int) -> None:
    """Takes a file away from a draft; one that is not there is away already."""
    DraftFile.objects.filter(pk=file_id, draft__digest=_digest(secret), draft__handed_in=False).delete()


def contents(secret: str) -> tuple[tuple[FileFacts, bytes], ...]:
    """The files of a draft that is not handed in yet, with their bytes, in the order in which they came."""
    found = DraftFile.objects.filter(draft__digest=_digest(secret), draft__handed_in=False).order_by("id")
    return tuple((FileFacts(one.id, one.role, one.title, one.name, one.size), bytes(one.content)) for one in found)


def hand_in(
    secret: str,
    open_case: Callable[[Mapping[str, str]], Made],
    *,
    by: Actor,
    at: datetime,
    titles: Mapping[str, str] = NO_TITLES,
) -> Receipt:
    """Hands a draft in: one case, however often it is sent. `open_case` makes the case of what was typed.

    The files follow the case, called as `titles` say where a title stands for something longer; where that was cut
    short, handing in again goes on. Trouble as `open_case`, missing.
    """
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(digest=_digest(secret)).first()
        if row is None:
            raise missing(DRAFT, where="draft")
        if not row.handed_in:
            made = open_case(json.loads(row.content or "{}"))
            row.content, row.at, row.handed_in = "", at, True
            row.receipt = json.dumps([made.case_id, made.number, made.secret], ensure_ascii=False)
            row.save()
    receipt = Receipt(*json.loads(row.receipt))
    for file in row.files.order_by("id"):
        received = Receiving(bytes(file.content), file.name, file.role, titles.get(file.title, file.title))
        receive(receipt.case_id, received, by=by, at=at, attested=file.role == ATTESTED)
        file.delete()
    return receipt


def drop(secret: str) -> None:
    """Forgets a draft with all that was typed."""
    Draft.objects.filter(digest=_digest(secret)).delete()


def forget(*, at: datetime) -> int:
    """Forgets drafts untouched for a week, receipts after an hour, turns after a day. Returns how many."""
    old = Draft.objects.filter(at__lt=at - KEPT)
    shown = Draft.objects.filter(at__lt=at - RECEIPT_KEPT, handed_in=True)
    return old.delete()[0] + shown.delete()[0] + turns.forget(before=at - turns.KEPT)


def _open(secret: str) -> Draft:
    row = Draft.objects.select_for_update().filter(digest=_digest(secret), handed_in=False).first()
    if row is None:
        raise missing(DRAFT, where="draft")
    return row


def _digest(secret: str) -> str:
    return hashlib.sha256(re.sub("[^A-Z0-9]", "", secret.upper()).encode()).hexdigest()
