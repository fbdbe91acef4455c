"""Who comes to the door: with a telephone that makes codes, and with papers that hold recovery codes."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from tests.ui.conftest import Visitor
from zhengwu.records.people.models import Authenticator, Person
from zhengwu.records.people.recovery import make


class Phone:
    """A telephone with an authenticator of one person."""

    def __init__(self, secret, codes):
        self.secret, self.codes = secret, codes

    def code(self, *, after=0):
        """The digits that it shows, so many steps from now."""
        return pyotp.TOTP(self.secret).at(datetime.now(UTC) + timedelta(seconds=30 * after))


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


@pytest.fixture
def clerk(visitor, cast):
    """The clerk, signed in."""
    assert visitor.sign_in(cast["clerk"]).status_code == 303
    return visitor


@pytest.fixture
def phone():
    """A function that gives a person a telephone with codes, and recovery codes on paper."""

    def given(person):
        secret = pyotp.random_base32()
        Authenticator.objects.create(person=person, secret=secret, since=datetime.now(UTC), last_step=0)
        Person.objects.filter(pk=person.pk).update(second_factor=True)
        return Phone(secret, make(person))

    return given
