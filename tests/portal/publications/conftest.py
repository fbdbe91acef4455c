"""A press, and somebody who reads."""

import pytest
from django.conf import settings

from tests.portal.publications.press import Press
from tests.ui.conftest import Visitor


@pytest.fixture
def press(district, actors, tmp_path, monkeypatch):
    """The press of the bureau; files go to a folder of the test."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return Press(district.bureau, actors)


@pytest.fixture
def reader(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)
