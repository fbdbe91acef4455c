"""How effects leave the house: messages to people, and everything that happens to another system.

To people: ZHENGWU_MAIL (see `mailing`); ZHENGWU_SMS and ZHENGWU_WECHAT, the address of a gateway that gets each message
as JSON by POST (`to`, `text`, `id`), signed by ZHENGWU_GATEWAY_SECRET. A way is a function from a message; in a
demonstration it shows what it would send (`/desk/notices/sent`).

To another system: ZHENGWU_WEBHOOK gets each effect as JSON by POST, signed by ZHENGWU_WEBHOOK_SECRET (header
X-Zhengwu-Signature, HMAC-SHA-256 of the body); ZHENGWU_MAIL_TO is a mailbox of the office for the same, and several
systems are named in the file ZHENGWU_WEBHOOKS (see `receivers`). A message names a case by its number; nobody's data is
in it.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from zhengwu.cli.operate.mailing import Letter, Refused, mailer
from zhengwu.cli.operate.receivers import Receiver, handed_on, receivers
from zhengwu.cli.operate.unreachable import Unreachable

if TYPE_CHECKING:
    from zhengwu.records.notices.messages import Message
    from zhengwu.records.outbox.actions import Sender, Sending

    Way = Callable[[Message], None]

TIMEOUT = 20  # seconds
GONE = 410  # the status by which a receiver says: never again
# What the office or another system hears: its kind, and what a message calls it.
KINDS = {
    "case.step": "办件有新进展，需送达文书",
    "case.sign_off": "期限已届满，请核实后签批",
    "case.due_soon": "答复期限将至",
    "case.late": "已超过答复期限",
    "timetable.notice_owed": "放假安排公布后期限提前，请告知申请人",
    "calendar.unannounced": "即将用到的年度放假安排尚未录入",
    "report.reminded": "主管机关提醒公布政府信息公开年度报告",
    "report.ready": "本年度政府信息公开年度报告已由办件自动汇总，请核对",
    "report.overdue": "政府信息公开年度报告逾期未公布",
    "catalogue.lines_due": "有主动公开事项即将到期",
    "catalogue.lines_late": "有主动公开事项已逾期",
    "catalogue.guide_stale": "政府信息公开指南一年没有核对",
}
WORDS = {
    "number": "办件编号",
    "due_on": "期限",
    "ran_out_on": "届满日",
    "event": "事项",
    "step": "待签批",
    "year": "年度",
    "count": "项数",
}
GATEWAYS = {"sms": "ZHENGWU_SMS", "wechat": "ZHENGWU_WECHAT"}


def senders() -> "dict[str, Sender]":
    """What sends each kind, for one round. What concerns our own tables is always done; the rest where a way is set."""
    found: dict[str, Sender] = {"timetable.settle": _settled}
    for channel, way in _ways(os.environ).items():
        found[f"notice.{channel}"] = partial(_to_somebody, way)
    named = receivers(os.environ.get("ZHENGWU_WEBHOOKS", "").strip(), KINDS)
    found |= {f"webhook.{one.name}": partial(_told, one) for one in named}
    to_office: list[Sender] = [partial(handed_on, told=named)] if named else []
    to_office += _office_ways(os.environ)
    if to_office:

        def by_every_way(sending: "Sending") -> None:
            for way in to_office:
                way(sending)

        found |= dict.fromkeys(KINDS, by_every_way)
    return found


def _ways(environment: Mapping[str, str]) -> "dict[str, Way | None]":
    """The ways to people by their channel; None where a demonstration shows what it would send."""
    demo = environment.get("ZHENGWU_MODE") == "demo"
    found: dict[str, Way | None] = dict.fromkeys(("mail", *GATEWAYS)) if demo else {}
    if environment.get("ZHENGWU_MAIL"):
        found["mail"] = _by_mail(environment)
    for channel, name in GATEWAYS.items():
        if environment.get(name):
            found[channel] = _by_gateway(environment[name], environment.get("ZHENGWU_GATEWAY_SECRET", ""))
    return found


def _to_somebody(way: "Way | None", sending: "Sending") -> None:
    """Sends a message where somebody still wants it, and puts on file that it left or was refused for good."""
    from datetime import UTC, datetime

    from zhengwu.records.notices import actions, messages
    from zhengwu.records.outbox.actions import Undeliverable

    message = messages.of(sending)
    if message is None:
        return
    try:
        if way is not None:
            way(message)
    except Refused as error:
        actions.refused(message, str(error), at=datetime.now(UTC))
        raise Undeliverable(str(error)) from None
    actions.left(message, at=datetime.now(UTC), shown=way is None)


def _by_mail(environment: Mapping[str, str]) -> "Way":
    send = mailer(environment)
    return lambda message: send(Letter(message.key, message.to, message.subject, message.text, message.stop))


def _by_gateway(address: str, secret: str) -> "Way":
    """A gateway for short messages or WeChat that takes JSON. One for another protocol is a function like this one."""
    unreachable = Unreachable()

    def send(message: "Message") -> None:
        unreachable.check()
        with unreachable.noticed():
            _posted(address, secret, message.key, {"id": message.key, "to": message.to, "text": message.short})

    return send


def _office_ways(environment: Mapping[str, str]) -> "list[Sender]":
    from zhengwu.records.outbox.actions import Undeliverable

    ways: list[Sender] = []
    to = environment.get("ZHENGWU_MAIL_TO")
    if environment.get("ZHENGWU_MAIL") and to:
        send = mailer(environment)
        ways.append(lambda sending: send(Letter(sending.key, to, *text_of(sending))))
    if environment.get("ZHENGWU_WEBHOOK"):

        def called(sending: "Sending") -> None:
            address, secret = environment["ZHENGWU_WEBHOOK"], environment.get("ZHENGWU_WEBHOOK_SECRET", "")
            told = {"id": sending.key, "kind": sending.kind, "body": sending.body_id, "payload": dict(sending.payload)}
            try:
                _posted(address, secret, sending.key, told)
            except Refused as error:
                raise Undeliverable(str(error)) from None

        ways.append(called)
    if not ways and environment.get("ZHENGWU_MODE") == "demo" and not environment.get("ZHENGWU_WEBHOOKS"):
        ways.append(_logged)
    return ways


def _told(receiver: Receiver, sending: "Sending") -> None:
    """Tells one system what was handed on for it."""
    from zhengwu.records.outbox.actions import Undeliverable

    try:
        _posted(receiver.address, receiver.secret, sending.key, dict(sending.payload))
    except Refused as error:
        raise Undeliverable(str(error)) from None


def _settled(_: "Sending") -> None:
    """Counts open cases anew after a change of the calendar."""
    from datetime import UTC, datetime

    from zhengwu.records.people.actors import CLOCKWORK
    from zhengwu.records.timetable.actions import settle

    settle(by=CLOCKWORK, at=datetime.now(UTC))


def text_of(sending: "Sending") -> tuple[str, str]:
    """Subject and text of a message to the office."""
    subject = KINDS.get(sending.kind, sending.kind)
    number = sending.payload.get("number")
    lines = [f"{WORDS[key]}：{value}" for key, value in sending.payload.items() if key in WORDS and value]
    return f"{subject}：{number}" if number else subject, "\n".join([subject, *lines, "", f"编号 {sending.key}"])


def _posted(address: str, secret: str, key: str, told: dict[str, Any]) -> None:
    """Posts JSON, signed. Raises Refused where the receiver wants no more, or the address is none."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    if urlsplit(address).scheme not in ("http", "https"):
        raise Refused("no http address")
    content = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if secret:
        headers["X-Zhengwu-Signature"] = hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
    try:
        with urlopen(Request(address, content, headers), timeout=TIMEOUT):  # noqa: S310 - http and https only, see above
            pass
    except HTTPError as error:
        with error:
            if error.code == GONE:
                raise Refused("410 Gone") from None
            raise


def _logged(sending: "Sending") -> None:
    from django.conf import settings

    subject, _ = text_of(sending)
    with (settings.HOME / "outbox.log").open("a", encoding="utf-8") as log:
        log.write(f"{sending.key}\t{subject}\n")
