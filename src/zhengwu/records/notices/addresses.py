"""Where somebody wants to be told: an address is put down, a code goes there, and only who types it is told there.

A member of staff has addresses of their own. A party of a case agrees, for this case alone, to be told in this way; the
journal keeps that they did and that they took it back. What a party has on file as a contact is used for nothing else.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import ALPHABET
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.notices.table import occasions
from zhengwu.records.notices.telling import KIND, Subject, effect, lay
from zhengwu.records.outbox.actions import put
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, conflict, invalid
from zhengwu.statute.identifiers import phone

CODE_SIGNS, CODE_LASTS, MOST_TRIES = 8, timedelta(minutes=30), 5
BETWEEN, A_DAY, MOST_ASKS = timedelta(minutes=1), timedelta(days=1), 5
ON_FILE = {"mail": "email", "sms": "phone"}  # what of a party's contacts each channel could use
PHONE, WECHAT = re.compile(r"\+?[0-9][0-9 -]{5,19}"), re.compile(r"[A-Za-z0-9_-]{6,64}")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose addresses: those of a member of staff, or those of a party of a case."""

    person_id: int | None = None
    case_id: int | None = None
    side: str = ""
    party: str = ""

    def row(self) -> dict[str, Any]:
        """The columns by which the addresses are found."""
        if self.person_id is not None:
            return {"person_id": self.person_id}
        return {"case_id": self.case_id, "side": self.side, "party": self.party}


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """An address as it is shown to its owner: masked. `off` are the occasions that were switched off there."""

    channel: str
    masked: str
    confirmed: bool
    refused: bool
    off: frozenset[str]


def of(owner: Owner) -> dict[str, AddressFacts]:
    """The addresses of somebody by their channels. Two statements."""
    found = {row.pk: row for row in Address.objects.filter(**owner.row()) if row.value}
    off: dict[int, set[str]] = {}
    for pk, key in SwitchedOff.objects.filter(address_id__in=list(found)).values_list("address_id", "occasion"):
        off.setdefault(pk or 0, set()).add(key)
    return {row.channel: _facts(row, frozenset(off.get(row.pk, ()))) for row in found.values()}


def _facts(row: Address, off: frozenset[str]) -> AddressFacts:
    confirmed, refused = row.confirmed_at is not None, row.refused_at is not None
    return AddressFacts(row.channel, masked(row.channel, row.value), confirmed, refused, off)


def masked(channel: str, value: str) -> str:
    """An address as it may be shown: z***@example.cn, 138****0000."""
    if channel == "mail":
        name, _, host = value.rpartition("@")
        return f"{name[:1]}***@{host}"
    return phone.mask(value) if channel == "sms" else f"{value[:3]}***"


def on_file(owner: Owner, channel: str) -> str:
    """The contact that the party's form gave for this channel; empty where there is none, or for the staff."""
    if owner.case_id is None or channel not in ON_FILE:
        return ""
    found = Party.objects.filter(case_id=owner.case_id, role=owner.side)
    if owner.party:
        found = found.filter(key=owner.party)
    row = found.order_by("id").first()
    return str(getattr(row, ON_FILE[channel])) if row else ""


def ask(owner: Owner, channel: str, value: str, lang: str, *, at: datetime) -> None:
    """Puts an address down and sends a code there; until it is typed nothing else goes there.

    Raises Trouble: invalid (no such channel here, no such address), throttled (a code went out a moment ago).
    """
    value = value.strip()
    _check(channel, value)
    with transaction.atomic():
        row = _locked(owner, channel) or Address(**owner.row(), channel=channel, asked_at=at - A_DAY)
        since = at - row.asked_at
        if row.asks and since < BETWEEN:
            raise _too_often(int((BETWEEN - since).total_seconds()) + 1)
        if row.asks >= MOST_ASKS and since < A_DAY:
            raise _too_often(int((A_DAY - since).total_seconds()) + 1)
        row.asks = 1 if since >= A_DAY else row.asks + 1
        row.value, row.lang, row.asked_at, row.tries = value, lang, at, 0
        row.confirmed_at = row.refused_at = None
        row.save()
        case = Case.objects.only("body_id", "number").get(pk=owner.case_id) if owner.case_id else None
        payload = {"address": row.pk, "occasion": "code", "asked": at.isoformat(), "channel": channel}
        payload |= {"case": case.pk, "about": case.number} if case else {}
        dedupe = f"{KIND}{row.pk}:code:{at:%Y%m%d%H%M%S%f}"
        put(KIND + channel, payload, due_at=at, body_id=case.body_id if case else None, dedupe=dedupe)


def confirm(owner: Owner, channel: str, code: str, *, at: datetime) -> None:
    """The code was typed: from now on messages go there. Raises Trouble: conflict (none asked for), invalid."""
    with transaction.atomic():
        row = _locked(owner, channel)
        if row is None or not row.value or row.confirmed_at is not None:
            raise conflict("no_code", "没有待确认的地址。", "No address waits for a code.")
        over = at - row.asked_at > CODE_LASTS or row.tries >= MOST_TRIES
        right = not over and hmac.compare_digest(code_of(row), "".join(code.upper().split()))
        if right:
            row.confirmed_at = at
            row.save(update_fields=["confirmed_at"])
            _agreed(owner, row, at)
        else:
            Address.objects.filter(pk=row.pk).update(tries=row.tries + 1)
    if not right:
        raise _wrong(over)


def take_back(owner: Owner, channel: str, *, at: datetime) -> None:
    """Nothing goes there any more; what waits to be sent is not sent."""
    with transaction.atomic():
        row = _locked(owner, channel)
        if row is None or not row.value:
            return
        was = row.confirmed_at
        Address.objects.filter(pk=row.pk).update(value="", confirmed_at=None, refused_at=None)
        if owner.case_id and was:
            _noted("contact.taken_back", owner, channel, at)


def code_of(row: Address) -> str:
    """The code that confirms an address, made of what is on file and the secret of this installation."""
    told = f"address {row.pk} {row.asked_at.timestamp()} {row.value}"
    digest = hmac.new(settings.SECRET_KEY.encode(), told.encode(), sha256).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_SIGNS])


def _agreed(owner: Owner, row: Address, at: datetime) -> None:
    """A party's agreement goes into the journal, and the receipt of the request to the address."""
    if owner.case_id is None:
        return
    _noted("contact.agreed", owner, row.channel, at)
    if owner.side == "applicant":
        case = Case.objects.get(pk=owner.case_id)
        lay([], [effect(occasions()["receipt"], row.pk, row.channel, Subject(case, case.body_id, row.asks, at))])


def _noted(action: str, owner: Owner, channel: str, at: datetime) -> None:
    body = Case.objects.values_list("body_id", flat=True).get(pk=owner.case_id or 0)
    deed = Deed(action, body, "case", str(owner.case_id), f"{owner.side} {channel}")
    record(deed, by=Actor("public", name=owner.side), at=at)


def _locked(owner: Owner, channel: str) -> Address | None:
    return Address.objects.select_for_update().filter(**owner.row(), channel=channel).first()


def _check(channel: str, value: str) -> None:
    if channel not in settings.MESSAGES:
        raise invalid("no_such_channel", "本系统没有开通这种方式。", "This way is not open here.", where="value")
    if channel == "mail":
        try:
            validate_email(value)
            return
        except ValidationError:
            zh, en = "这不是电子邮箱地址，应如 name@example.cn。", "This is no address such as name@example.cn."
            raise invalid("bad_mail", zh, en, where="value") from None
    if channel == "sms" and not PHONE.fullmatch(value):
        raise invalid("bad_phone", "这不是电话号码，只能有数字。", "This is no number: digits only.", where="value")
    if channel == "wechat" and not WECHAT.fullmatch(value):
        zh, en = "这不是微信用户标识，应为字母和数字。", "This is no WeChat id: letters and digits."
        raise invalid("bad_wechat", zh, en, where="value")


def _wrong(over: bool) -> Trouble:
    if over:
        return invalid(
            "code_over", "确认码已失效。", "The code is no longer good.", where="code",
            advice=Words("请重新获取确认码。", "Ask for a new one."),
        )  # fmt: skip
    return invalid("code_wrong", "确认码不对。", "The code is wrong.", where="code")


def _too_often(wait: int) -> Trouble:
    message = Words("确认码发送过于频繁。", "Codes were asked for too often.")
    advice = Words(f"请在 {wait} 秒后再试。", f"Try again in {wait} seconds.")
    return Trouble("throttled", "code_too_often", message, advice, "value", wait)
