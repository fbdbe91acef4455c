"""Who makes seals and signs with them: an adapter for accredited services, and the demonstration's own.

A provider makes a seal for a body and signs a digest's structure with it. The demonstration keeps its keys in the
database, sealed, and says on everything that it has no legal effect. An accredited service keeps its keys in its own
devices; it is asked over HTTP (`ZHENGWU_SEALS`, docs/guides/licences.md), and no key of it is ever here.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import httpx
from django.conf import settings

from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.seals import Trust, sm2
from zhengwu.statute.seals.sm2 import Keys

DEMONSTRATION, SERVICE = "demonstration", "service"
PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Wanted:
    """A seal that is wanted: of which body, by name and credit code, called what, how it looks, from when to when."""

    esid: str
    body_name: str
    body_code: str
    name: str
    picture: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A seal that was made: the structure, the certificate by which it signs, and its secret where it is kept here."""

    structure: bytes
    certificate: bytes
    secret: str = ""


class Provider(Protocol):
    """What makes seals and signs."""

    @property
    def key(self) -> str:
        """Its name."""

    def make(self, wanted: Wanted, *, at: datetime) -> Made:
        """Makes a seal. Raises Trouble where it cannot."""

    def sign(self, esid: str, secret: str, content: bytes) -> bytes:
        """The SM2 signature over these bytes by whoever may use the seal. Raises Trouble where it cannot."""

    def trust(self) -> Trust:
        """Whom to believe when its seals are verified."""


@dataclass(frozen=True, slots=True)
class Service:
    """An accredited service behind an address: `POST /seals` makes one, `POST /seals/ESID/signatures` signs.

    What it says is JSON with bytes in base 64; a bearer token says who asks. `anchors` are the certificates to believe.
    """

    address: str
    token: str
    anchors: tuple[bytes, ...]
    key: str = SERVICE

    def make(self, wanted: Wanted, *, at: datetime) -> Made:
        """Has the service make a seal."""
        said = {
            "esid": wanted.esid,
            "body": {"name": wanted.body_name, "code": wanted.body_code},
            "name": wanted.name,
            "picture": {"type": "SVG", "content": b64encode(wanted.picture.encode()).decode()},
            "valid_from": wanted.since.isoformat(),
            "valid_to": wanted.until.isoformat(),
        }
        answered = self._ask("/seals", said)
        return Made(_bytes(answered, "seal"), _bytes(answered, "certificate"))

    def sign(self, esid: str, secret: str, content: bytes) -> bytes:
        """Has the service sign."""
        return _bytes(self._ask(f"/seals/{esid}/signatures", {"to_sign": b64encode(content).decode()}), "signature")

    def trust(self) -> Trust:
        """The certificates that the settings name."""
        return Trust(self.anchors)

    def _ask(self, path: str, said: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            answered = httpx.post(self.address + path, json=said, headers=headers, timeout=PATIENCE)
            answered.raise_for_status()
            found = answered.json()
        except (httpx.HTTPError, ValueError) as error:
            raise _out_of_reach(type(error).__name__) from error
        if not isinstance(found, dict):
            raise _out_of_reach("no object")
        return found


def _bytes(answered: dict[str, Any], name: str) -> bytes:
    try:
        found = b64decode(str(answered[name]), validate=True)
    except (KeyError, ValueError):
        found = b""
    if not found:
        raise _out_of_reach(f"no {name}")
    return found


def _out_of_reach(why: str) -> Trouble:
    message = Words("电子印章服务暂时不能使用。", "The service that makes and uses seals does not answer.")
    advice = Words(
        f"请稍后再试，仍不行请联系系统管理员（{why}）。", f"Try again later, or ask the administrator ({why})."
    )
    return Trouble("conflict", "seals_out_of_reach", message, advice, "seal")


def service() -> Service | None:
    """The accredited service that the settings name, or None."""
    said = settings.SEALS
    return Service(said["address"], said["token"], tuple(said["anchors"])) if said else None


def pair(secret: str) -> Keys:
    """A key pair as it is kept: hexadecimal, secret and public."""
    first, _, second = secret.partition(" ")
    return Keys(bytes.fromhex(first), bytes.fromhex(second))


def kept(keys: Keys) -> str:
    """The same, the other way round."""
    return f"{keys.secret.hex()} {keys.public.hex()}"


def signed(secret: str, content: bytes) -> bytes:
    """Signed by a pair that is kept here."""
    return sm2.signer(pair(secret))(content)
