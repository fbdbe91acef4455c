"""A visitor with a browser that speaks forms, and no script."""

import re

import pytest
from django.test import Client

from tests.conftest import PASSWORD

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{40})"><input type="hidden" name="key" value="([^"]+)"')


class Visitor(Client):
    """Opens pages and sends the forms on them."""

    def open(self, path, **headers):
        """The page, whose `text` is its HTML."""
        response = self.get(path, headers=headers)
        response.text = response.content.decode()
        return response

    def send(self, path, on=None, **typed):
        """Sends the first form of the page `on` (or of `path`) to `path`; `key` and `csrf` may be given."""
        token, key = TOKEN.search(self.open(on or path).text).groups()
        response = self.post(path, {"csrf": token, "key": key, **typed})
        response.text = response.content.decode()
        return response

    def the_token(self, path="/desk/me"):
        """The anti-forgery token of this visitor's forms, as a page says it."""
        return TOKEN.search(self.open(path).text).group(1)

    def sign_in(self, person, password=PASSWORD):
        """Signs in; gives the answer."""
        return self.send("/desk/sign-in", username=person.username, password=password)


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


@pytest.fixture
def clerk(visitor, cast):
    """The clerk, signed in."""
    assert visitor.sign_in(cast["clerk"]).status_code == 303
    return visitor
