"""Items on file for the desk: one that is published, one in draft."""

from datetime import timedelta

import pytest

from tests.statute.catalogue.samples import FOOD
from tests.workbench.conftest import AT
from zhengwu.records.items import actions

LATER = AT - timedelta(days=30)


@pytest.fixture
def drafted(district, actors):
    """The item in draft, by the head: its id."""
    return actions.create(district.bureau, FOOD, by=actors["head"], at=LATER).item_id


@pytest.fixture
def published(drafted, actors):
    """The item, published by the leader a month ago: its id."""
    actions.publish(drafted, by=actors["leader"], at=LATER)
    return drafted
