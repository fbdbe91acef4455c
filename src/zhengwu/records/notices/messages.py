"""The words of a message: number, what to do, until when, where; never a name, never content, never a secret.

A message is made when it is sent, from what then holds: an address that was taken back, or an occasion that was
switched off meanwhile, makes none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings

from zhengwu.records.notices.addresses import code_of, masked
from zhengwu.records.notices.choices import stop_token
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.notices.table import Occasion, occasions
from zhengwu.records.organs.models import Body
from zhengwu.records.outbox.actions import Sending
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import dated

NAME = Words("政务", "Zhengwu")
DIGEST = {
    "today": Words("今日到期", "due today"),
    "soon": Words("三个工作日内到期", "due within three working days"),
    "late": Words("已超期", "late"),
    "approve": Words("待审批", "waiting for approval"),
}
PAGES = {
    "new_sign_in": "/desk/me",
    "calendar_moved": "/desk/",
    "digest": "/desk/",
    "licences_expiring": "/desk/licences?status=expiring",
}
OWN = ("licence_ends",)
CATALOGUE = {"lines_due": "?state=soon", "lines_late": "?state=overdue", "guide_stale": "/guide"}
REPORTS = ("report_due", "report_overdue", "report_published")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it leaves. `stop` is the address that stops its like, empty where that may not be."""

    key: str
    channel: str
    to: str
    subject: str
    text: str
    short: str
    stop: str
    occasion: str
    about: str
    masked: str
    body_id: int | None
    address_id: int
    case_id: int | None


def of(sending: Sending) -> Message | None:
    """The message of an effect; None where nobody wants it any more."""
    said = sending.payload
    one, row = occasions()[said["occasion"]], Address.objects.filter(pk=said["address"]).first()
    if row is None or not row.value or not _is_wanted(one, row, said):
        return None
    stop = "" if one.key == "code" or one.locked(row.channel) else f"/notices/stop/{stop_token(row.pk, one.key)}"
    lines, where = _lines(one, row, said), settings.SITE + place(one, said, row.side)
    texts = [_say(row, one.title), *lines, where, "", *_foot(row, sending.body_id, stop)]
    prefix = "【政务】" if row.lang == "zh" else "Zhengwu: "
    about = str(said.get("about") or "")
    return Message(
        key=sending.key,
        channel=row.channel,
        to=row.value,
        subject=prefix + _say(row, one.title) + (f" · {about}" if about else ""),
        text="\n".join(texts),
        short=prefix + " ".join([_say(row, one.title), *lines, where]),
        stop=settings.SITE + stop if stop else "",
        occasion=one.key,
        about=about,
        masked=masked(row.channel, row.value),
        body_id=sending.body_id,
        address_id=row.pk,
        case_id=said.get("case"),
    )


def place(one: Occasion, said: Mapping[str, Any], side: str) -> str:
    """The page that a message or a notice leads to."""
    case, number = said.get("case"), quote(str(said.get("about") or ""))
    if one.key in OWN:
        return "/my"
    if side:
        return f"/{'track' if side == 'applicant' else 'opinion'}?number={number}"
    if one.key == "code":
        return f"/desk/notices/addresses/{said['channel']}"
    if case:
        return f"/desk/cases/{case}"
    if one.key in REPORTS:
        return f"/desk/reports/{said['body']}/{said['number']}"
    if one.key in CATALOGUE:
        return f"/desk/catalogue/{said['body']}{CATALOGUE[one.key]}"
    if one.key == "import_waits":
        return f"/desk/imports/{said['number']}"
    return PAGES.get(one.key, "/desk/notices")


def _is_wanted(one: Occasion, row: Address, said: Mapping[str, Any]) -> bool:
    if one.key == "code":
        return row.confirmed_at is None and row.asked_at == datetime.fromisoformat(said["asked"])
    off = SwitchedOff.objects.filter(address_id=row.pk, occasion=one.key).exists()
    return row.confirmed_at is not None and (one.locked(row.channel) or not off)


def _lines(one: Occasion, row: Address, said: Mapping[str, Any]) -> list[str]:
    lines = []
    if said.get("about"):
        lines.append(_say(row, Words(f"编号：{said['about']}", f"Number: {said['about']}")))
    if one.key == "calendar_moved":
        lines.append(_say(row, Words(f"{said['number']} 件", f"{said['number']} cases")))
    if one.key in REPORTS:
        lines.append(_say(row, Words(f"{said['number']} 年度", f"Year {said['number']}")))
    for name, label in DIGEST.items():
        if said.get(name):
            lines.append(_say(row, Words(f"{label.zh}：{said[name]} 件", f"{said[name]} {label.en}")))
            lines.append(f"{settings.SITE}/desk/?tab={'soon' if name == 'today' else name}")
    if one.key == "code":
        lines.append(_say(row, Words(f"确认码：{code_of(row)}", f"Code: {code_of(row)}")))
    if one.key != "digest":
        lines.append(_say(row, one.do))
    if said.get("until"):
        zh, en = dated(date.fromisoformat(said["until"]))
        lines.append(_say(row, Words(f"期限：{zh}", f"Last day: {en}")))
    return lines


def _foot(row: Address, body_id: int | None, stop: str) -> list[str]:
    office = Body.objects.filter(pk=body_id).values_list("name", flat=True).first() if body_id else ""
    lines = [office or _say(row, NAME)]
    lines.append(_say(row, Words("此件由系统发出，请勿直接回复。", "Sent by a machine: please do not answer.")))
    if stop:
        lines.append(_say(row, Words("不再接收这一类：", "Stop messages of this kind: ")) + settings.SITE + stop)
    return lines


def _say(row: Address, said: Words) -> str:
    return said.en if row.lang == "en" else said.zh
