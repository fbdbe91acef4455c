"""The states of a licence and what leads from one to another: data. End states never reopen.

`code` is that of the list by which ministries exchange licences; 99 where the list has no word of its own. Expiry is
no state on file: it follows from the last day. Articles are those of 行政许可法 where no other law is named.
"""

from dataclasses import dataclass
from datetime import date

VALID, SUSPENDED, SUPERSEDED, EXPIRED = "valid", "suspended", "superseded", "expired"


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, its code in the exchange, whether it is over, and whether the public list names it."""

    key: str
    code: str
    zh: str
    en: str
    over: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done to a licence: from which states, to which, by which article. `ends`: it cannot be undone.

    `heard`: it takes something from the holder, who is told before and heard (第七条), so it wants a case of its own.
    """

    key: str
    zh: str
    en: str
    from_: tuple[str, ...]
    to: str
    basis: str = ""
    heard: bool = False

    @property
    def ends(self) -> bool:
        """Whether it leads to a state that is over."""
        return STATES[self.to].over


_STATES = (
    State(VALID, "01", "有效", "valid"),
    State(SUSPENDED, "02", "暂扣", "suspended", listed=True),
    State("revoked", "03", "撤销", "revoked", over=True, listed=True),
    State("cancelled", "04", "注销", "cancelled", over=True, listed=True),
    State(EXPIRED, "05", "已过期", "expired", over=True),
    State(SUPERSEDED, "05", "已换发新版本", "superseded", over=True),
    State("transferred", "06", "办理转出", "transferred out", over=True, listed=True),
    State("stripped", "07", "吊销", "stripped", over=True, listed=True),
    State("withdrawn", "99", "撤回", "withdrawn", over=True, listed=True),
)
STATES = {one.key: one for one in _STATES}

_LIVE = (VALID, SUSPENDED)
_DEEDS = (
    Deed("issued", "颁发", "issued", (), VALID, "第四十四条"),
    Deed("suspended", "暂扣", "suspended", (VALID,), SUSPENDED, "《行政处罚法》第九条", heard=True),
    Deed("resumed", "恢复", "resumed", (SUSPENDED,), VALID),
    Deed("superseded", "换发", "superseded", (VALID,), SUPERSEDED),
    Deed("transferred", "办理转出", "transferred out", (VALID,), "transferred"),
    Deed("withdrawn", "撤回", "withdrawn", _LIVE, "withdrawn", "第八条", heard=True),
    Deed("revoked", "撤销", "revoked", _LIVE, "revoked", "第六十九条", heard=True),
    Deed("cancelled", "注销", "cancelled", _LIVE, "cancelled", "第七十条"),
    Deed("stripped", "吊销", "stripped", _LIVE, "stripped", "《行政处罚法》第九条", heard=True),
)
DEEDS = {one.key: one for one in _DEEDS}


def state(key: str, valid_to: date | None, on: date) -> State:
    """The state of a licence on a day: one that was valid, or suspended, is expired once its last day is over."""
    if key in _LIVE and valid_to is not None and valid_to < on:
        return STATES[EXPIRED]
    return STATES[key]


def deed(key: str) -> Deed:
    """A deed by its key; KeyError where there is none."""
    return DEEDS[key]


def lawful(key: str) -> tuple[Deed, ...]:
    """What may be done to a licence in the state that is on file; nothing where it is over."""
    return tuple(one for one in _DEEDS if key in one.from_)
