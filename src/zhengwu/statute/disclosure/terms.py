"""Words for one thing that differ with the script they are usually written in: offered, never exchanged unasked."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def terms() -> tuple[tuple[str, str], ...]:
    """Each as in Traditional script and as here; a longer one before those that it holds."""
    rows = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))["terms"]
    return tuple((elsewhere, here) for elsewhere, here in rows)
