from datetime import timedelta

import pytest

from tests.conftest import START
from zhengwu.records.journal.models import Entry
from zhengwu.records.people import queries, tokens
from zhengwu.records.people.loading import by_token
from zhengwu.records.people.models import Token
from zhengwu.records.troubles import Trouble

UNTIL = START + timedelta(days=30)


@pytest.fixture
def issue(actors, district):
    def issued(*scopes, body=None, until=UNTIL, name="窗口叫号系统", by=None):
        body_id = body or district.bureau
        return tokens.issue(
            name=name,
            body_id=body_id,
            scopes=frozenset(scopes),
            until=until,
            by=by or actors["administrator"],
            at=START,
        )

    return issued


def test_it_works(issue, district, django_assert_num_queries):
    made = issue("case.read", "as.clerk")
    with django_assert_num_queries(2):  # the first use is noted
        by_token(made.secret, at=START)
    with django_assert_num_queries(1):
        actor = by_token(made.secret, at=START)
    assert (actor.kind, actor.id, actor.scopes) == ("system", made.token_id, {"case.read", "as.clerk"})
    assert actor.posts_in(district.bureau) == {"system", "clerk"}
    assert actor.may("case.read", district.bureau, actor.appointments[0].path)
    assert not actor.reach("case.register")


def test_the_secret_is_kept_nowhere(issue):
    made = issue("case.read")
    assert made.secret not in str(list(Token.objects.values()) + list(Entry.objects.values()))
    assert made.secret.startswith("zw_")
    assert len(made.secret) > 40


@pytest.mark.parametrize("secret", ["", "zw_", "zw_" + "A" * 43, "密", "x" * 10_000])
def test_it_refuses_a_token_that_is_none(issue, secret):
    issue("case.read")
    assert by_token(secret, at=START) is None


def test_it_ends(issue, actors):
    made = issue("case.read")
    assert by_token(made.secret, at=UNTIL - timedelta(seconds=1))
    assert by_token(made.secret, at=UNTIL) is None
    tokens.revoke(made.token_id, by=actors["administrator"], at=START)
    assert by_token(made.secret, at=START) is None
    with pytest.raises(Trouble, match="revoked"):
        tokens.revoke(made.token_id, by=actors["administrator"], at=START)


def test_it_refuses_scopes_that_do_not_exist_and_times_that_cannot_be(issue):
    for wrong in ({"scopes": ()}, {"scopes": ("case.burn",)}, {"scopes": ("as.king",)}):
        with pytest.raises(Trouble, match="invalid_scope"):
            issue(*wrong["scopes"])
    for until in (START, START - timedelta(1), START + timedelta(367)):
        with pytest.raises(Trouble, match="invalid_value"):
            issue("case.read", until=until)


def test_only_administrators_issue_see_and_revoke_within_reach(issue, actors, hire, actor, district):
    made = issue("case.read")
    for post, by in actors.items():
        if post != "administrator":
            with pytest.raises(Trouble, match="forbidden"):
                issue("case.read", by=by)
    foreign = actor(hire("administrator", district.foreign))
    assert queries.tokens(foreign) == []
    with pytest.raises(Trouble, match="not_found"):
        tokens.revoke(made.token_id, by=foreign, at=START)
    assert [row.id for row in queries.tokens(actors["administrator"])] == [made.token_id]
