"""The screens of an application, in their order for this item and these answers; what a screen asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.portal.services import fields
from zhengwu.portal.services.guiding import PREFIX, answers_of
from zhengwu.portal.services.place import Place
from zhengwu.portal.services.written import Written
from zhengwu.records.drafts.actions import Drafted
from zhengwu.records.items.queries import Held
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.model import Material, Record
from zhengwu.statute.catalogue.variants import asked, told
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Choice, Field, Form

PART = "form-"


@dataclass(frozen=True, slots=True)
class Around:
    """What a screen stands in: the item as it holds today, where somebody applies, what is written and its draft."""

    held: Held
    place: Place
    said: Written
    draft: Drafted
    on: date

    @property
    def record(self) -> Record:
        """What the item's version in force says."""
        return self.held.record

    @property
    def answers(self) -> dict[str, str]:
        """The answers of the situation that count today."""
        return answers_of(self.record, {f"{PREFIX}{key}": value for key, value in self.said.answers.items()})

    @property
    def materials(self) -> tuple[Material, ...]:
        """What is to be handed in, less what the commitment stands for."""
        found = told(self.record, self.answers).materials
        return tuple(one for one in found if not (self.said.commits == "yes" and one.replaced))

    @property
    def offers_commitment(self) -> bool:
        """Whether notice and commitment is offered for the item."""
        return bool(self.record.commitment.kind) and not self.record.safety

    @property
    def order(self) -> tuple[str, ...]:
        """The screens in their order."""
        parts = tuple(f"{PART}{one.key}" for one in fields.sections(self.record, self.said, self.on))
        return (
            *(("situation",) if self.record.questions else ()),
            *(("promise",) if self.offers_commitment else ()),
            "who",
            *parts,
            *(("materials",) if self.materials else ()),
            "check",
        )

    @property
    def first_open(self) -> str:
        """The first screen that is not finished."""
        return next(one for one in self.order if one == "check" or one not in self.finished)

    @property
    def finished(self) -> tuple[str, ...]:
        """The screens that were finished and still are."""
        open_ = bool(told(self.record, self.answers).open)
        return tuple(one for one in self.said.passed if not (one == "situation" and open_))

    def after(self, key: str) -> str:
        """The screen that follows one."""
        keys = self.order
        return keys[keys.index(key) + 1]

    def title(self, key: str) -> Words:
        """What a screen is called."""
        if key.startswith(PART):
            part = next((one.title for one in self.record.form.sections if f"{PART}{one.key}" == key), "")
            return same(part)
        return words(f"services.screens.{key}")


def situation(around: Around, answers: Mapping[str, str]) -> Form:
    """The questions of the situation that are put to who gave these answers."""
    return Form(
        tuple(
            Field(
                f"{PREFIX}{one.key}",
                same(one.text),
                "radios",
                same(one.help) if one.help else None,
                choices=tuple(Choice(each.key, same(each.text)) for each in one.choices),
            )
            for one in asked(around.record, answers)
        )
    )


def promise(around: Around) -> Form:
    """Whether notice and commitment is chosen; the choice is the applicant's."""
    label = words("services.promise.label")
    kind = around.record.commitment.kind
    yes = Choice("yes", words("services.promise.yes"), words(f"services.promise.{kind}"))
    return Form((Field("commits", label, "radios", choices=(yes, Choice("no", words("services.promise.no")))),))


def declaration(around: Around) -> Form:
    """What is declared before it is handed in."""
    said = Choice("yes", words("services.declare.true"))
    found = [Field("declared", words("services.declare.label"), "checks", choices=(said,))]
    if around.said.commits == "yes":
        agreed = Choice("yes", words("services.declare.agreed"))
        found.append(Field("agreed", words("services.declare.letter"), "checks", choices=(agreed,)))
    if around.said.later:
        promised = Choice("yes", words("services.declare.follow", n=around.record.supplement_days))
        found.append(Field("promised", words("services.declare.later"), "checks", choices=(promised,)))
    return Form(tuple(found))
