"""Which parts apply, in which order, how long it takes; and that nothing hangs."""

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.bundles import (
    Bundle,
    Node,
    Part,
    applying,
    faults_of,
    finished,
    layers,
    longest,
    onward,
    shipped,
    situations,
    waits_of,
)
from zhengwu.statute.bundles.running import FINISHED
from zhengwu.statute.catalogue.model import Choice, Question
from zhengwu.statute.forms.model import When

Waits = dict[str, tuple[str, ...]]


def run(waits: Waits, ends: dict[str, bool], fails: frozenset[str]) -> tuple[dict[str, Part], int]:
    """What becomes of all parts where those in `fails` are not granted, and in how many rounds."""
    states, rounds = dict.fromkeys(waits, Part.WAITING), 0
    while not finished(states):
        now = onward(waits, states, ends)
        assert now.begin or now.end, f"hangs in {states}"
        states |= dict.fromkeys(now.end, Part.DROPPED)
        states |= {key: Part.FAILED if key in fails else Part.GRANTED for key in now.begin}
        rounds += 1
    return states, rounds


def test_it_works() -> None:
    """A large restaurant with a sign, begun from nothing: the licence first, then all else side by side."""
    bundle = shipped()["open_restaurant"]
    answers = {"start": "none", "form": "company", "size": "large", "sign": "yes", "drain": "no"}
    waits = waits_of(applying(bundle, answers))
    assert layers(waits) == (("company",), ("food", "fire", "sign"))
    assert longest(waits, {one.key: one.days for one in bundle.nodes}) == (9, ("company", "food"))


def test_what_does_not_apply_releases_whoever_waits() -> None:
    """With a licence already, everything begins at once."""
    answers = {"start": "company", "size": "small", "sign": "yes", "drain": "yes"}
    waits = waits_of(applying(shipped()["open_restaurant"], answers))
    assert layers(waits) == (("food", "sign", "drain"),)


def test_parts_dealt_with_together_begin_together() -> None:
    """The joint acceptance of a building waits for all that any of its parts waits for."""
    nodes = (Node("a", "甲"), Node("b", "乙", together="t"), Node("c", "丙", after=("a",), together="t"))
    assert waits_of(nodes) == {"a": (), "b": ("a",), "c": ("a",)}


@pytest.mark.parametrize("key", sorted(shipped()))
def test_no_shipped_bundle_hangs(key: str) -> None:
    """In every situation, whichever part, or of few parts pair of them, is not granted, all of them come to an end."""
    bundle = shipped()[key]
    ends = {one.key: one.on_refusal == "end" for one in bundle.nodes}
    shapes = {tuple(waits_of(applying(bundle, answers)).items()) for answers in situations(bundle)}
    for shape in shapes:
        waits = dict(shape)
        for lost in combinations(["", *waits], 2 if len(waits) <= 9 else 1):
            states, rounds = run(waits, ends, frozenset(lost))
            assert rounds <= len(waits)
            assert all(states[part] in FINISHED for part in waits)


@pytest.mark.parametrize("key", sorted(key for key, one in shipped().items() if len(one.nodes) <= 9))
def test_no_small_bundle_hangs_whatever_is_refused(key: str) -> None:
    """The same for every set of refusals at all."""
    bundle = shipped()[key]
    ends = {one.key: one.on_refusal == "end" for one in bundle.nodes}
    shapes = {tuple(waits_of(applying(bundle, answers)).items()) for answers in situations(bundle)}
    for shape in shapes:
        waits = dict(shape)
        for chosen in product([False, True], repeat=len(waits)):
            fails = frozenset(part for part, gone in zip(waits, chosen, strict=True) if gone)
            states, _ = run(waits, ends, fails)
            assert {part for part, state in states.items() if state is Part.FAILED} <= fails


@st.composite
def graphs(draw: st.DrawFn) -> Waits:
    """Any graph without circles."""
    keys = [f"n{at}" for at in range(draw(st.integers(1, 12)))]
    return {
        key: tuple(draw(st.lists(st.sampled_from(keys[:at]), unique=True))) if at else () for at, key in enumerate(keys)
    }


@given(graphs(), st.data())
def test_no_graph_hangs(waits: Waits, data: st.DataObject) -> None:
    """Whatever the graph, the policies and the refusals, all parts end; none begins before those it waits for."""
    ends = {key: data.draw(st.booleans()) for key in waits}
    fails = frozenset(data.draw(st.lists(st.sampled_from(sorted(waits)))))
    states, _ = run(waits, ends, fails)
    for key, before in waits.items():
        lost = any(states[other] in (Part.FAILED, Part.DROPPED) for other in before)
        assert (states[key] is Part.DROPPED) == (lost and ends[key])


@given(graphs(), st.data())
def test_the_longest_path_is_a_path_and_none_is_longer(waits: Waits, data: st.DataObject) -> None:
    """Its days add up, each waits for the one before it, and no way through the graph takes more."""
    days = {key: data.draw(st.integers(0, 20)) for key in waits}
    total, path = longest(waits, days)
    assert total == sum(days[key] for key in path) == max(_end(waits, days, key) for key in waits)
    assert all(one in waits[other] for one, other in pairwise(path))


def _end(waits: Waits, days: dict[str, int], key: str) -> int:
    return days[key] + max((_end(waits, days, other) for other in waits[key]), default=0)


QUESTION = Question("q", "问题", (Choice("a", "甲"), Choice("b", "乙")))


@pytest.mark.parametrize(
    "wrong",
    [
        Bundle("b", "套餐", ()),
        Bundle("B", "套餐", (Node("a", "甲"),)),
        Bundle("b", "套餐", (Node("a", "甲"), Node("a", "乙"))),
        Bundle("b", "套餐", (Node("a", "甲", after=("gone",)),)),
        Bundle("b", "套餐", (Node("a", "甲", after=("b",)), Node("b", "乙", after=("a",)))),
        Bundle("b", "套餐", (Node("a", "甲", after=("a",)),)),
        Bundle("b", "套餐", (Node("a", "甲", together="t"), Node("b", "乙", after=("a",), together="t"))),
        Bundle("b", "套餐", (Node("a", "甲", when=(When("q", ("a",)),)),)),
        Bundle("b", "套餐", (Node("a", "甲", when=(When("q", ("c",)),)),), questions=(QUESTION,)),
        Bundle("b", "套餐", (Node("a", "甲", when=(When("q", ("a",)), When("q", ("b",)))),), questions=(QUESTION,)),
        Bundle("b", "套餐", (Node("a", "甲", days=-1),)),
        Bundle("b", "套餐", (Node("a", "甲", on_refusal="perhaps"),)),
        Bundle("b", "套餐", (Node("a", "甲"),), questions=(Question("q", "问题", (Choice("a", "甲"),)),)),
    ],
)
def test_it_refuses_an_unsound_bundle(wrong: Bundle) -> None:
    """Circles, parts that are not there, conditions that never hold: each is told in both languages."""
    assert faults_of(wrong)
    assert all(one.zh and one.en for one in faults_of(wrong))
