"""What the law allows now, the first the biggest; below it, greyed, what it does not, and why."""

from dataclasses import dataclass

from zhengwu.statute.procedures.lawful import Next
from zhengwu.ui.catalogue import Said


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that may be taken: where, what it is called, a line about it, its article. `grave`: cannot be undone."""

    href: str
    title: Said | str
    about: Said | str = ""
    basis: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that may not be taken now, why, and by which article."""

    title: Said | str
    reason: Said | str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Both, in the order of the law."""

    offers: tuple[Offer, ...]
    refusals: tuple[Refusal, ...]


def steps_of(found: tuple[Next, ...], address: str) -> Steps:
    """The steps that the engine tells, each with its page at `address`, in which {step} stands for the step's key."""
    offers = tuple(
        Offer(address.format(step=one.step.key), one.step.name, "", one.step.basis)
        for one in found
        if one.refused is None
    )
    refusals = tuple(
        Refusal(one.step.name, one.refused.reason, one.refused.basis or one.step.basis)
        for one in found
        if one.refused is not None
    )
    return Steps(offers, refusals)
