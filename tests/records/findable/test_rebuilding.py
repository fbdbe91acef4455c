"""An index is made anew beside the old one: what is written meanwhile is in both, and nothing is ever missed."""

from datetime import date

import pytest
from django.db import connection

from zhengwu.records.findable import dated, rebuilding
from zhengwu.records.findable.dated import Dated

KIND, ON = "publications", date(2026, 3, 4)
pytestmark = pytest.mark.django_db(transaction=True)


def text(pk):
    return Dated(pk, ON, ("b1",), (f"许可第{pk}号",))


@pytest.fixture(autouse=True)
def emptied():
    """The tables are no models, so nobody else empties them."""
    rebuilding.rebuild(KIND, lambda after: ([], after), lambda _: None)
    yield
    rebuilding.rebuild(KIND, lambda after: ([], after), lambda _: None)


def pages(register, meanwhile=None):
    """Reads a register ten ids at a time; after the first page somebody does something."""

    def read(after):
        if after == 10 and meanwhile:
            meanwhile()
        page = [text(pk) for pk in sorted(register) if after < pk <= after + 10]
        return page, after + 10 if after < max(register) else after

    return read


def found(words="许可"):
    return set(dated.ids_at(KIND, dated.find(KIND, words)).values())


def test_it_works():
    register = set(range(1, 36))
    dated.put(KIND, [text(99)])
    told = []
    rebuilding.rebuild(KIND, pages(register), told.append)
    assert found() == register == dated.ids(KIND)
    assert told[-1] == 35
    assert not rebuilding.is_building(KIND)
    assert not dated.is_of_earlier_form(KIND)


def test_what_happens_meanwhile_is_caught_up():
    register = set(range(1, 36))
    dated.put(KIND, [text(pk) for pk in register])

    def meanwhile():
        register.difference_update((3, 33))
        register.update((40, 41))
        dated.drop(KIND, [text(3), text(33)])
        dated.put(KIND, [text(40), text(41)])
        assert found() == register  # the old index is asked as before

    rebuilding.rebuild(KIND, pages(register, meanwhile), lambda _: None)
    assert found() == register


def test_one_that_was_cut_off_harms_nobody_and_is_begun_anew():
    register = set(range(1, 36))
    dated.put(KIND, [text(pk) for pk in register])

    def cut_off():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(KIND, pages(register, cut_off), lambda _: None)
    assert rebuilding.is_building(KIND)
    dated.drop(KIND, [text(5)])
    register.discard(5)
    assert found() == register
    rebuilding.rebuild(KIND, pages(register), lambda _: None)
    assert found() == register
    assert not any("_new" in name for name in connection.introspection.table_names())
