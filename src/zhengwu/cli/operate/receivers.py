"""Other systems that are told what happens: each by its own address, with its own secret, of the kinds that it wants.

ZHENGWU_WEBHOOKS names a file of TOML, a table for each receiver:

    [hall]
    address = "https://hall.example/zhengwu"
    secret = "…"
    kinds = ["case.step", "case.late"]    # left out: all

What one receiver is to be told is an effect of its own (`webhook.hall`): it is tried again, given up, and sent once
more at the desk, whatever the others answer.
"""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from zhengwu.cli import exits
from zhengwu.cli.troubles import Trouble

if TYPE_CHECKING:
    from zhengwu.records.outbox.actions import Sending

NAME = re.compile(r"[a-z0-9-]{1,30}")
SAYS = {"address", "secret", "kinds"}


@dataclass(frozen=True, slots=True)
class Receiver:
    """A system that is told: its name, address and secret, and the kinds that it wants."""

    name: str
    address: str
    secret: str
    kinds: frozenset[str]


def receivers(path: str, known: Collection[str]) -> tuple[Receiver, ...]:
    """The receivers of the file; none where there is no path. Raises Trouble naming what is wrong, and where."""
    if not path:
        return ()
    try:
        found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(path, str(error)) from None
    return tuple(_receiver(path, name, said, known) for name, said in found.items())


def _receiver(path: str, name: str, said: object, known: Collection[str]) -> Receiver:
    if not isinstance(said, dict) or not NAME.fullmatch(name) or said.keys() - SAYS:
        raise _wrong(path, f"[{name}]")
    address, secret, kinds = said.get("address"), said.get("secret"), said.get("kinds", list(known))
    if not isinstance(address, str) or urlsplit(address).scheme not in ("http", "https"):
        raise _wrong(path, f"[{name}] address")
    if not isinstance(secret, str) or not secret:
        raise _wrong(path, f"[{name}] secret")
    if not isinstance(kinds, list) or not set(map(str, kinds)) <= set(known):
        raise _wrong(path, f"[{name}] kinds: {'、'.join(known)}")
    return Receiver(name, address, secret, frozenset(kinds))


def handed_on(sending: "Sending", told: tuple[Receiver, ...]) -> None:
    """Puts down for each receiver that wants it what it is to be told; the same again does nothing."""
    from datetime import UTC, datetime

    from django.db import transaction

    from zhengwu.records.outbox.actions import put

    said = {"id": sending.key, "kind": sending.kind, "body": sending.body_id, "payload": dict(sending.payload)}
    with transaction.atomic():
        for one in told:
            if sending.kind in one.kinds:
                key = f"{one.name}>{sending.key}"[:120]
                put(f"webhook.{one.name}", said, due_at=datetime.now(UTC), body_id=sending.body_id, dedupe=key)


def _wrong(path: str, what: str) -> Trouble:
    return Trouble(
        f"ZHENGWU_WEBHOOKS（{path}）有误：{what}", f"ZHENGWU_WEBHOOKS ({path}) is wrong: {what}", exits.USAGE
    )
