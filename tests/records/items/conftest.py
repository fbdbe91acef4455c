"""What the tests of items begin with: a fictional item, drafted by the head and published by the leader."""

from datetime import timedelta

import pytest

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from zhengwu.records.items import actions

FRIDAY = START + timedelta(days=5)


@pytest.fixture
def drafted(district, actors):
    """The item in draft: its id."""
    return actions.create(district.bureau, FOOD, by=actors["head"], at=START).item_id


@pytest.fixture
def published(drafted, actors):
    """The item, published since the first day: its id."""
    actions.publish(drafted, by=actors["leader"], at=START)
    return drafted
