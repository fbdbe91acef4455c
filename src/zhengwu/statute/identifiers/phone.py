"""Telephone numbers as they are shown to those who need not know them."""

from zhengwu.statute.identifiers.problem import written

_LONG, _SHORT = 11, 7  # a mobile number, or a landline with its area code; a local landline
_KEPT_FIRST, _KEPT_LAST = 3, 4
_KEPT_OF_SHORT = 2


def mask(text: str) -> str:
    """Of 11 signs or more the first three and the last four stay; of 7 to 10 the last two; of fewer, none."""
    number = written(text)
    if len(number) >= _LONG:
        return number[:_KEPT_FIRST] + "*" * (len(number) - _KEPT_FIRST - _KEPT_LAST) + number[-_KEPT_LAST:]
    kept = _KEPT_OF_SHORT if len(number) >= _SHORT else 0
    return "*" * (len(number) - kept) + number[len(number) - kept :]
