"""Who is locked out is let in at the machine itself, in the name of somebody who answers for it."""

import re
import shlex

from click.testing import CliRunner

from tests.conftest import START
from tests.house.tree import ROOT
from zhengwu.cli.app import zhengwu
from zhengwu.records.journal.models import Entry
from zhengwu.records.people.models import Person
from zhengwu.records.people.recovery import make


def guided():
    """The command as the guide has it."""
    text = (ROOT / "docs" / "guides" / "signing-in.md").read_text("utf-8")
    return shlex.split(re.search(r"^```sh\nzhengwu unlock (.*)\n```", text, re.MULTILINE)[1])


def run(*words):
    return CliRunner().invoke(zhengwu, ["unlock", *words], standalone_mode=False)


def test_it_works(cast, actors):
    clerk, administrator = cast["clerk"], cast["administrator"]
    Person.objects.filter(pk=clerk.pk).update(second_factor=True)
    make(clerk)
    done = run(clerk.username, "--by", administrator.username, "--reason", "手机丢失，已当面核对")
    assert (done.return_value, "两步验证已解除" in done.output) == (0, True)
    assert not Person.objects.get(pk=clerk.pk).second_factor
    assert not clerk.recovery_codes.exists()
    entry = Entry.objects.get(action="second_factor.taken_away")
    assert (entry.actor_name, entry.reason) == (administrator.name, "手机丢失，已当面核对")
    assert entry.at > START


def test_the_guide_has_it_right(cast):
    for post in ("clerk", "administrator"):
        Person.objects.filter(pk=cast[post].pk).update(username=post, second_factor=True)
    assert run(*guided()).return_value == 0
    assert list(Person.objects.filter(second_factor=True).values_list("username", flat=True)) == ["administrator"]


def test_it_refuses_who_has_none_nobody_and_oneself(cast):
    clerk, by = cast["clerk"].username, cast["administrator"].username
    for words in ((clerk, "--by", by), ("nobody", "--by", by), (clerk, "--by", clerk), (clerk, "--by", "nobody")):
        assert run(*words, "--reason", "x").return_value == 64
    assert run(clerk, "--by", by, "--reason", " ").return_value == 64
    assert not Entry.objects.filter(action="second_factor.taken_away").exists()
