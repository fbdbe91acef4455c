"""Mail by SMTP: encrypted unless that is switched off by name, with the server's certificate checked.

ZHENGWU_MAIL: `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`. After `?`: `tls=off`
where the server stands on this machine and speaks no TLS; `ca=/path` for the certificate of a private authority. Signs
of user and password that are special in addresses are written as %40 and so on.
"""

import hashlib
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import parse_qs, unquote, urlsplit

from zhengwu.cli.operate.unreachable import Unreachable

TIMEOUT = 20  # seconds
PERMANENT = range(500, 600)  # a mail server's no that stays a no


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: to whom, what, and the address that stops its like, if any. `key` is the same at every try."""

    key: str
    to: str
    subject: str
    text: str
    stop: str = ""


class Refused(Exception):
    """The server will never take this mail for this recipient."""


def mailer(environment: Mapping[str, str]) -> Callable[[Letter], None]:
    """A function that sends a mail, for one round: once the server was not reached it does not wait for it again.

    It raises Refused where another try is of no use, and whatever else was the matter where one is.
    """
    place, sender = environment["ZHENGWU_MAIL"], environment.get("ZHENGWU_MAIL_FROM") or "zhengwu@localhost"
    unreachable = Unreachable()

    def send(letter: Letter) -> None:
        unreachable.check()
        with unreachable.noticed(), _connected(place) as server:
            try:
                server.send_message(_written(letter, sender), sender, [letter.to])
            except smtplib.SMTPRecipientsRefused as error:
                code, said = next(iter(error.recipients.values()))
                _told(code, said)
                raise
            except smtplib.SMTPDataError as error:
                _told(error.smtp_code, error.smtp_error)
                raise

    return send


def _told(code: int, said: bytes | str) -> None:
    if code in PERMANENT:
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        raise Refused(f"{code} {text}"[:200])


@contextmanager
def _connected(place: str) -> Iterator[smtplib.SMTP]:
    """A server that is encrypted and has let us in. A connection that cannot be encrypted is given up."""
    parts = urlsplit(place)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    context, host = ssl.create_default_context(cafile=asked.get("ca")), parts.hostname or "localhost"
    if parts.scheme == "smtps":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        opened = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    with opened as server:
        if parts.scheme == "smtp" and asked.get("tls") != "off":
            try:
                server.starttls(context=context)
            except ssl.SSLError:
                server.close()  # a farewell would be waited for until the time is up
                raise
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


def _written(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = letter.subject, sender, letter.to
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@zhengwu>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop}>"
    message.set_content(letter.text)
    return message
