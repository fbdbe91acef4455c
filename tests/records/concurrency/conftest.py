"""Cases at hand for officers who act at once, and both ways of acting at once."""

import pytest

from tests.records.concurrency.apart import apart
from tests.records.crash.stories import BEGINNING, at_nine, said
from tests.together import at_once
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Applicant, Opening


@pytest.fixture(params=[at_once, apart], ids=["threads", "processes"])
def side_by_side(request):
    """A function that runs tasks at once, and gives what each returned or raised."""
    return request.param


@pytest.fixture
def file_case(district, actors):
    """A function that puts a request on file, received, with two entries; gives its id."""

    def filed(**opening):
        made = actions.open_case(
            "information_request",
            district.bureau,
            BEGINNING,
            Opening(Applicant("申请人甲", phone="000-00000000"), **opening),
            by=actors["head"],
            at=at_nine(BEGINNING[1].on),
        )
        return made.case_id

    return filed


@pytest.fixture
def step(actors):
    """A function from a case, a post and an event to a task that takes that step."""

    def task(case_id, post, key, on="03-04", expected=None, **says):
        event = said(key, on, **says)
        return lambda: actions.take(case_id, event, by=actors[post], at=at_nine(event.on), expected=expected)

    return task
