"""What the timer does for imports: released ones go on, withdrawn ones go down, files that nobody needs are removed."""

import time
from datetime import datetime

SECONDS = 120.0  # of a round; the next one goes on


def imported(at: datetime) -> list[str]:
    """Goes on with imports; what went wrong, in words."""
    from zhengwu.records.publications.importing import desk

    end = time.monotonic() + SECONDS
    _, wrong = desk.work(at=at, enough=lambda: time.monotonic() > end)
    desk.forget(at=at)
    return wrong
