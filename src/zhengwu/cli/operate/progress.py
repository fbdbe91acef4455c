"""A bar while something long goes on: on a terminal only, on standard error, one line that is written over."""

import sys
import time

WIDTH = 28
EVERY = 0.1  # seconds


class Bar:
    """How far something is. Called with a name, how much is done, and how much there is in all."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.shown = sys.stderr.isatty()
        self.last = 0.0

    def __call__(self, name: str, done: int, total: int) -> None:
        """Draws the bar, at most ten times a second."""
        moment = time.monotonic()
        if not self.shown or (moment - self.last < EVERY and done < total):
            return
        self.last = moment
        full = WIDTH * done // total if total else WIDTH
        line = f"\r{self.names.get(name, name)} {'█' * full}{'░' * (WIDTH - full)} {done}/{total}\x1b[K"
        sys.stderr.write(line)
        sys.stderr.flush()

    def end(self) -> None:
        """Clears the line."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
