"""Licences are proved: sound ones are, and whatever was changed behind our back is named."""

import pytest

from tests.records.licences.conftest import AT, ON
from zhengwu.records.licences import actions, proving
from zhengwu.records.licences.models import Licence, LicenceEvent
from zhengwu.records.people.actors import CLOCKWORK


def defects():
    return [words.en for _, _, found in proving.licences() for _, words in found]


def test_what_was_done_lawfully_is_whole(grant):
    first = grant()
    second = grant(action="renewal", about=first)
    for key in ("suspended", "resumed", "revoked"):
        actions.act(second, key, reason="检查发现", on=ON, by=CLOCKWORK, at=AT)
    grant()
    assert [(done, total, found) for done, total, found in proving.licences()] == [(3, 3, [])]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"holder_name": "别人"}, "does not say what was issued"),
        ({"status": "valid"}, "is valid, its history makes it revoked"),
        ({"identifier": "1.2.156.3005.2.x"}, "has an identifier that is none"),
    ],
)
def test_a_changed_column_is_named(grant, changed, told):
    licence = grant()
    actions.act(licence, "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    Licence.objects.filter(pk=licence).update(**changed)
    assert told in defects()


def test_a_history_that_cannot_be_is_named(grant):
    licence = grant()
    actions.act(licence, "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    LicenceEvent.objects.create(licence_id=licence, key="resumed", status="valid", on=ON, by="x", at=AT)
    assert defects() == ["its history does not follow (resumed)"]
    LicenceEvent.objects.filter(licence_id=licence).delete()
    assert defects() == ["has no entry of its issue"]
