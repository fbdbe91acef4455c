"""Every rule that is not an equation of a form: its id, how grave, the law it comes from, and what it says.

They stand in rules.toml, the equations in the files of the forms. `catalogue()` lists both.
"""

import tomllib
from importlib import resources
from typing import Any

from zhengwu.statute.report.checks.equations import rule_of
from zhengwu.statute.report.checks.rule import Rule
from zhengwu.statute.report.formats import Format, formats
from zhengwu.statute.report.model import Severity


def _rule(raw: dict[str, Any]) -> Rule:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Rule(**given | {"severity": Severity(raw["severity"])})


_FILE = resources.files(__package__).joinpath("rules.toml")
RULES: tuple[Rule, ...] = tuple(_rule(raw) for raw in tomllib.loads(_FILE.read_text("utf-8"))["rules"])
RULE: dict[str, Rule] = {rule.id: rule for rule in RULES}


def catalogue(*forms: Format) -> tuple[Rule, ...]:
    """Every rule: the equations of `forms` (of all known forms, if none is named), then the rest. An id comes once."""
    found: dict[str, Rule] = {}
    for form in reversed(forms or formats()):
        for equation in form.equations:
            found.setdefault(equation.id, rule_of(equation, form))
    return (*found.values(), *RULES)
