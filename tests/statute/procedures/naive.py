"""A second, slow reading of the law: days walked one by one. It shares nothing with the engine.

Written by disclosure-regulation section 5: the day of receipt is not counted; a day in a pause, after its first and
through its last, is not counted; a pause ends with the opinion or on the fifteenth working day after the other side
received the letter, whichever is earlier; a correction and a payment begin the count anew.
"""

from datetime import timedelta

from tests.statute.calendar.naive import Counter

COUNTER = Counter()
DAY = timedelta(days=1)


def nth(start, n):
    """The n-th working day after `start`."""
    return COUNTER.add(start, n)


def excluded(letters):
    """The days that consultations take out: each letter is (sent, delivered, opinion), the last two perhaps None."""
    out = set()
    for sent, delivered, opinion in letters:
        ends = [day for day in (opinion, nth(delivered, 15) if delivered else None) if day]
        end = min(ends) if ends else nth(sent, 15)  # nothing known: as if received on the day it was sent
        day = sent + DAY
        while day <= end:
            out.add(day)
            day += DAY
    return out


def due(start, limit, letters):
    """The day on which the count reaches the limit."""
    out, day, count = excluded(letters), start, 0
    while count < limit:
        day += DAY
        if COUNTER.is_worked(day) and day not in out:
            count += 1
    return day
