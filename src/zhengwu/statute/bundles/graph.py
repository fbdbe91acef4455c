"""Which parts of a bundle apply, in which order they go, and how long it takes: the longest path, not the sum."""

from collections.abc import Iterator, Mapping
from itertools import product

from zhengwu.statute.bundles.model import Bundle, Node
from zhengwu.statute.catalogue.variants import Answers, given_to, holds, put

Waits = Mapping[str, tuple[str, ...]]
MOST_SITUATIONS = 20_000


def applying(bundle: Bundle, answers: Answers) -> tuple[Node, ...]:
    """The parts that apply in the situation of these answers, in the order of the bundle."""
    given = given_to(put(bundle.questions, answers), answers)
    return tuple(one for one in bundle.nodes if holds(one.when, given))


def waits_of(nodes: tuple[Node, ...]) -> dict[str, tuple[str, ...]]:
    """What each of these parts waits for: only parts that are among them, since one that does not apply releases
    whoever waits for it. Parts that are dealt with together wait for what any of them waits for.
    """
    here = {one.key: one for one in nodes}
    found = {}
    for one in nodes:
        group = [other for other in nodes if one.together and other.together == one.together] or [one]
        before = dict.fromkeys(key for other in group for key in other.after)
        found[one.key] = tuple(key for key in before if key in here)
    return found


def layers(waits: Waits) -> tuple[tuple[str, ...], ...]:
    """The parts in layers, each waiting only for those before its own. Raises ValueError where there is a circle."""
    left, found = dict(waits), []
    while left:
        ready = tuple(key for key, before in left.items() if not any(other in left for other in before))
        if not ready:
            raise ValueError("these wait for one another: " + ", ".join(left))
        found.append(ready)
        left = {key: before for key, before in left.items() if key not in ready}
    return tuple(found)


def longest(waits: Waits, days: Mapping[str, int]) -> tuple[int, tuple[str, ...]]:
    """How many days all takes where whatever may goes side by side, and the path that takes them."""
    reached: dict[str, tuple[int, tuple[str, ...]]] = {}
    for layer in layers(waits):
        for key in layer:
            before = max((reached[other] for other in waits[key]), key=lambda one: one[0], default=(0, ()))
            reached[key] = (before[0] + days[key], (*before[1], key))
    return max(reached.values(), key=lambda one: one[0], default=(0, ()))


def situations(bundle: Bundle) -> Iterator[dict[str, str]]:
    """Every set of answers to the questions that are put, each once. Raises ValueError where they are too many."""
    choices = [[choice.key for choice in question.choices] for question in bundle.questions]
    many = 1
    for one in choices:
        many *= len(one)
    if many > MOST_SITUATIONS:
        raise ValueError(f"{many} situations")
    seen = set()
    for combination in product(*choices):
        answers = {question.key: key for question, key in zip(bundle.questions, combination, strict=True)}
        given = given_to(put(bundle.questions, answers), answers)
        if (told := tuple(sorted(given.items()))) not in seen:
            seen.add(told)
            yield given
