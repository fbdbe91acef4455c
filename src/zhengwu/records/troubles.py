"""What an action says when it cannot be done: never a bare exception, always words in both languages."""

from dataclasses import dataclass
from typing import Literal

# What kind of trouble it is; the API makes a status of it (422, 409, 404, 403, 401, 429).
Kind = Literal["invalid", "conflict", "missing", "forbidden", "unknown", "throttled"]


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(eq=False)
class Trouble(Exception):
    """An action that was refused. `code` is stable; `where` names the field or object; `advice` says what to do.

    `wait` is in seconds, for a caller that was throttled.
    """

    kind: Kind
    code: str
    message: Words
    advice: Words
    where: str = ""
    wait: int = 0

    def __str__(self) -> str:
        return f"{self.code}: {self.message.en}"


def invalid(code: str, zh: str, en: str, *, where: str = "", advice: Words | None = None) -> Trouble:
    """A value that cannot be accepted."""
    return Trouble(
        "invalid", code, Words(zh, en), advice or Words("请改正后重试。", "Correct it and try again."), where
    )


def conflict(code: str, zh: str, en: str, *, where: str = "", advice: Words | None = None) -> Trouble:
    """A demand that contradicts what is on file by now."""
    return Trouble("conflict", code, Words(zh, en), advice or Words("请刷新后再试。", "Look again, then retry."), where)


def missing(what: Words, *, where: str = "") -> Trouble:
    """Something that is not there, or that the caller must not know of: the two are not told apart."""
    words = Words(f"没有找到{what.zh}。", f"No such {what.en}.")
    return Trouble("missing", "not_found", words, Words("请核对编号。", "Check the number."), where)


def forbidden(
    right: str, zh: str = "您的岗位没有此项权限。", en: str = "Your posts do not give this right."
) -> Trouble:
    """An action for which the actor lacks the right named."""
    advice = Words("如确需办理，请联系系统管理员。", "If you need it, ask the administrator.")
    return Trouble("forbidden", "forbidden", Words(zh, en), advice, right)
