"""Folded texts in few bytes, such that a word stands in a text exactly where its bytes stand in the bytes of the text.

Figures, small letters and ASCII signs take one byte, what GB 2312 has takes two, all else three or four. A byte that
begins a character never goes on with one, so nothing is found across the middle of characters.
"""

from functools import cache

from zhengwu.records.findable.folding import SIGN

ALONE = frozenset(number for number in range(0x20, 0x7F) if not chr(number).isupper())
FREE = [chr(number) for number in range(256) if number not in ALONE]
WIDE = 94  # bytes that go on with a character
ON, BEGIN = FREE[:WIDE], FREE[WIDE:]
ROWS, FEW, MANY = range(81), range(81, 89), range(89, 91)  # which of `BEGIN` say that one, two or three follow


class _Compact(dict[int, str]):
    """The bytes of a character by its number, as characters of Latin-1: made when it is first met."""

    def __missing__(self, number: int) -> str:
        made = self[number] = _bytes(number)
        return made


def compact(folded: str) -> bytes:
    """The bytes of a folded text or word."""
    return folded.translate(_table()).encode("latin-1")


@cache
def _table() -> _Compact:
    return _Compact({SIGN + number: chr(number) for number in ALONE} | {number: chr(number) for number in ALONE})


def _bytes(number: int) -> str:
    try:
        row, cell = (byte - 0xA1 for byte in chr(number).encode("gb2312"))
    except (UnicodeEncodeError, ValueError):
        high, low = divmod(number, WIDE)
        if number < len(FEW) * WIDE**2:
            first, second = divmod(high, WIDE)
            return BEGIN[FEW[first]] + ON[second] + ON[low]
        first, rest = divmod(high, WIDE**2)
        return BEGIN[MANY[first]] + ON[rest // WIDE] + ON[rest % WIDE] + ON[low]
    return BEGIN[ROWS[row if row < 9 else row - 6]] + ON[cell]  # GB 2312 has no rows 10 to 15
