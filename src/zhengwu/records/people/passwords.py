"""What a password may be, and the secrets that the house makes itself."""

import hashlib
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from zhengwu.records.people.models import OldPassword, Person
from zhengwu.records.troubles import Trouble, invalid

SHORTEST, LONGEST, REMEMBERED = 10, 128, 5
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another


def check(password: str, person: Person) -> None:
    """Raises Trouble (invalid) where the password is too short, common, like the name, or one of the last five."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise _weak(
            "password_length", f"密码应为 {SHORTEST} 至 {LONGEST} 个字符。", f"{SHORTEST} to {LONGEST} characters."
        )
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        raise _weak("password_common", "这个密码太常见。", "This password is too common.") from None
    try:
        UserAttributeSimilarityValidator(("username", "name")).validate(password, person)
    except ValidationError:
        raise _weak(
            "password_like_name", "密码与姓名或用户名太像。", "The password is too much like the name."
        ) from None
    used = OldPassword.objects.filter(person_id=person.pk).order_by("-id").values_list("password", flat=True)
    if any(check_password(password, old) for old in used[:REMEMBERED]):
        raise _weak(
            "password_used", f"不能使用最近 {REMEMBERED} 次用过的密码。", f"It is one of the last {REMEMBERED}."
        )


def matches(password: str, person: Person | None) -> bool:
    """Whether the password is the person's. An unknown person takes as long as a known one."""
    if person is None:
        make_password(password)
        return False
    return check_password(password, person.password)


def one_time() -> str:
    """A password that is given out once and must be changed: 16 signs, 90 bits and more."""
    return "".join(secrets.choice(SIGNS) for _ in range(16))


def secret() -> str:
    """The secret of a session or a token: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(given: str) -> str:
    """What is kept of a secret that is random anyway: its SHA-256 in hexadecimal."""
    return hashlib.sha256(given.encode()).hexdigest()


def _weak(code: str, zh: str, en: str) -> Trouble:
    return invalid(code, zh, en, where="password")
