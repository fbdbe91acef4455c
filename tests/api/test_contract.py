"""Whatever a caller sends, the API answers as its own description says: no fault of ours, no undescribed answer.

Each operation is asked by a member of staff with every scope and by the public, with values that fit the description
and values that do not.
"""

import dataclasses
import importlib
import typing

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from ninja.constants import NOT_SET
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.counter import request_for
from zhengwu.api import ROUTERS
from zhengwu.records.people.rights import POSTS, RIGHTS
from zhengwu.wsgi import application

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
SCHEMA = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def furnished(counter, cast):
    """A counter with a few cases, and a token that may do everything."""
    counter.token("all", *RIGHTS, *(f"as.{post}" for post in POSTS))
    first = counter.post("all", "/requests", request_for(counter.body, channel="counter", register_now=True))
    counter.post("public", "/requests", request_for(counter.body))
    counter.step("handler", first["case_id"], "consultation_sent", party="甲公司")
    return counter


def asked(case, headers):
    """Asks, checks the answer against the description, and a failure for its words in both languages."""
    for moment in (request_started, request_finished):  # the server closes connections; a test has but one
        moment.disconnect(close_old_connections)
    response = case.call(headers=headers)
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        said = response.json()
        for sentence in (said["message"], said["advice"]):
            assert all(sentence.values()), said


def shapes(kind, found):
    """Every dataclass in a type, by its name."""
    for one in typing.get_args(kind):
        shapes(one, found)
    if dataclasses.is_dataclass(kind) and kind not in found.setdefault(kind.__name__, set()):
        found[kind.__name__].add(kind)
        for hint in typing.get_type_hints(kind).values():
            shapes(hint, found)


def test_no_two_shapes_have_one_name():
    """OpenAPI knows a shape by its name alone: of two with one name, one would be described as the other."""
    found = {}
    for name in ROUTERS:
        for view in importlib.import_module(name).router.path_operations.values():
            for operation in view.operations:
                for model in operation.response_models.values():
                    if model not in (None, NOT_SET):
                        shapes(model.model_fields["response"].annotation, found)
    assert {name: kinds for name, kinds in found.items() if len(kinds) > 1} == {}
    assert len(found) > 30


@SCHEMA.parametrize()
@FEW
def test_staff_and_the_public_get_what_the_description_says(case, furnished):
    asked(case, {"Authorization": f"Bearer {furnished.secrets['all']}"})
    asked(case, {})
