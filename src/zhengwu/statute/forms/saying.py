"""How an answer is chosen and read: the options of a field, and the words in which what is kept of it is shown."""

from collections.abc import Sequence

from zhengwu.statute.forms.model import Field, Kind, Option

YES_OR_NO = (Option("yes", "是"), Option("no", "否"))


def choices_of(field: Field) -> tuple[Option, ...]:
    """What can be chosen for a field: its options, of a yes/no field both answers; nothing of the others."""
    return YES_OR_NO if field.kind is Kind.YES else field.options


def said(field: Field, value: str | Sequence[str]) -> str:
    """An answer as it is read: the texts of what was chosen, what was typed else."""
    texts = {one.key: one.text for one in choices_of(field)}
    return "、".join(texts.get(one, one) for one in ([value] if isinstance(value, str) else value))
