"""How effects leave the house: by mail, to another system, or, in a demonstration, into a file.

ZHENGWU_MAIL: `smtp://user:password@host:587` or `smtps://…`; ZHENGWU_MAIL_FROM and ZHENGWU_MAIL_TO: addresses of the
office. ZHENGWU_WEBHOOK: an address that gets each effect as JSON by POST; ZHENGWU_WEBHOOK_SECRET signs it (header
X-Zhengwu-Signature, HMAC-SHA-256 of the body). A message names a case by its number; nobody's data is in it.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from zhengwu.records.outbox.actions import Sender, Sending

TIMEOUT = 20  # seconds
# What leaves: its kind, and what a message calls it.
KINDS = {
    "case.step": "办件有新进展，需送达文书",
    "case.sign_off": "期限已届满，请核实后签批",
    "case.due_soon": "答复期限将至",
    "case.late": "已超过答复期限",
    "timetable.notice_owed": "放假安排公布后期限提前，请告知申请人",
    "calendar.unannounced": "即将用到的年度放假安排尚未录入",
    "report.ready": "本年度政府信息公开年度报告已由办件自动汇总，请核对",
}
WORDS = {
    "number": "办件编号",
    "due_on": "期限",
    "ran_out_on": "届满日",
    "event": "事项",
    "step": "待签批",
    "year": "年度",
}


def senders() -> "dict[str, Sender]":
    """What sends each kind. What concerns our own tables is always done; messages only where a way is configured."""
    found: dict[str, Sender] = {"timetable.settle": _settled}
    ways = _ways(os.environ)
    if ways:

        def by_every_way(sending: "Sending") -> None:
            for way in ways:
                way(sending)

        found |= dict.fromkeys(KINDS, by_every_way)
    return found


def _ways(environment: Mapping[str, str]) -> "list[Sender]":
    ways: list[Sender] = []
    if environment.get("ZHENGWU_MAIL"):
        ways.append(_mailed)
    if environment.get("ZHENGWU_WEBHOOK"):
        ways.append(_called)
    if not ways and environment.get("ZHENGWU_MODE") == "demo":
        ways.append(_logged)
    return ways


def _settled(_: "Sending") -> None:
    """Counts open cases anew after a change of the calendar."""
    from datetime import UTC, datetime

    from zhengwu.records.people.actors import CLOCKWORK
    from zhengwu.records.timetable.actions import settle

    settle(by=CLOCKWORK, at=datetime.now(UTC))


def text_of(sending: "Sending") -> tuple[str, str]:
    """Subject and text of a message."""
    subject = KINDS.get(sending.kind, sending.kind)
    number = sending.payload.get("number")
    lines = [f"{WORDS[key]}：{value}" for key, value in sending.payload.items() if key in WORDS and value]
    return f"{subject}：{number}" if number else subject, "\n".join([subject, *lines, "", f"编号 {sending.key}"])


def _mailed(sending: "Sending") -> None:
    import smtplib
    from email.message import EmailMessage

    place = urlsplit(os.environ["ZHENGWU_MAIL"])
    message = EmailMessage()
    message["Subject"], text = text_of(sending)
    message["From"] = os.environ.get("ZHENGWU_MAIL_FROM") or "zhengwu@localhost"
    message["To"] = os.environ.get("ZHENGWU_MAIL_TO") or message["From"]
    message["Message-ID"] = (
        f"<{hashlib.sha256(sending.key.encode()).hexdigest()[:32]}@zhengwu>"  # the same at every try
    )
    message.set_content(text)
    kind = smtplib.SMTP_SSL if place.scheme == "smtps" else smtplib.SMTP
    with kind(
        place.hostname or "localhost", place.port or (465 if place.scheme == "smtps" else 25), timeout=TIMEOUT
    ) as to:
        if place.scheme == "smtp" and to.has_extn("starttls"):
            to.starttls()
        if place.username:
            to.login(unquote(place.username), unquote(place.password or ""))
        to.send_message(message)


def _called(sending: "Sending") -> None:
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    from zhengwu.records.outbox.actions import Undeliverable

    address = os.environ["ZHENGWU_WEBHOOK"]
    if urlsplit(address).scheme not in ("http", "https"):
        raise Undeliverable("ZHENGWU_WEBHOOK is no http address")
    told = {"id": sending.key, "kind": sending.kind, "body": sending.body_id, "payload": dict(sending.payload)}
    content = json.dumps(told, ensure_ascii=False).encode()
    secret = os.environ.get("ZHENGWU_WEBHOOK_SECRET", "").encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": sending.key}
    if secret:
        headers["X-Zhengwu-Signature"] = hmac.new(secret, content, hashlib.sha256).hexdigest()
    try:
        with urlopen(Request(address, content, headers), timeout=TIMEOUT):  # noqa: S310 - http and https only, see above
            pass
    except HTTPError as error:
        with error:
            if error.code == 410:
                raise Undeliverable("410 Gone") from None
            raise


def _logged(sending: "Sending") -> None:
    from django.conf import settings

    subject, _ = text_of(sending)
    with (settings.HOME / "outbox.log").open("a", encoding="utf-8") as log:
        log.write(f"{sending.key}\t{subject}\n")
