"""The rules about Python files: each holds here, and each can tell a bad sample from a good one."""

import pytest

from tests.house import code_rules as rules
from tests.house import tree

CLOCK = "src/zhengwu/api/moment.py"  # the one module that may ask what time it is
PARTS = ("statute", "records", "portal", "workbench", "cli", "")  # "": what lies in none of these
LONG_BODY = "    x = 1\n" * 40
GOOD = '"""Says what it is."""\n\ndef rule(a: int) -> int:\n    """One more."""\n    return a + 1\n'

BREAKS: dict[rules.Rule, list[tuple[str, str]]] = {
    rules.short_files: [("src/a.py", "x = 1\n" * 401)],
    rules.short_functions: [("src/a.py", f"def f():\n{LONG_BODY}"), ("src/a.py", f"async def f():\n{LONG_BODY}")],
    rules.short_tests: [("tests/a.py", "def test_a():\n" + "    x = 1\n" * 25)],
    rules.telling_names: [("src/zhengwu/utils.py", ""), ("src/zhengwu/core/law.py", "")],
    rules.documented: [
        ("src/a.py", "x = 1\n"),
        ("src/a.py", '"""A."""\ndef f(): ...\n'),
        ("src/a.py", '"""A."""\nclass C:\n    """C."""\n    def m(self): ...\n'),
        ("src/a.py", '"""A."""\nclass C:\n    class Meta:\n        x = 1\n'),
    ],
    rules.no_clock: [
        ("src/a.py", "import datetime\nx = datetime.datetime.now()\n"),
        ("src/a.py", "from datetime import date\nx = date.today()\n"),
        ("src/a.py", "import time\nx = time.time()\n"),
        ("src/a.py", "from time import time\n"),
        ("src/a.py", "from django.utils import timezone\nx = timezone.now()\n"),
        ("src/a.py", "from django.db.models.functions import Now\n"),
    ],
    rules.no_outside: [
        ("src/a.py", "import django.db\n"),
        ("src/a.py", "def f():\n    from urllib.request import urlopen\n"),
        ("src/a.py", "from urllib import request\n"),
    ],
}


@pytest.mark.parametrize("rule", BREAKS, ids=lambda rule: rule.__name__)
def test_a_rule_sees_the_breach(rule: rules.Rule) -> None:
    assert rule("src/good.py", GOOD) == []
    for path, text in BREAKS[rule]:
        assert rule(path, text), text


def test_every_rule_has_a_bad_sample() -> None:
    stated = {found for found in vars(rules).values() if _is_rule(found)}
    assert stated == set(BREAKS)


def test_what_only_looks_like_a_breach_passes() -> None:
    assert rules.short_files("src/law.toml", "x = 1\n" * 900) == []
    assert (
        rules.documented("src/a.py", '"""A."""\ndef _own(): ...\nclass C:\n    """C."""\n    def __len__(self): ...\n')
        == []
    )
    assert rules.no_clock("src/a.py", "from time import monotonic\nx = form.today\n") == []
    assert rules.no_outside("src/a.py", "from urllib.parse import urlsplit\nimport richer\n") == []


@pytest.mark.parametrize("part", PARTS)
def test_the_source_keeps_the_rules(part: str) -> None:
    """All rules for one file after the other, so that each is parsed once."""
    written = [(path, text) for path, text in tree.sources() if "/migrations/" not in path]  # Django writes those
    mine = [(path, text) for path, text in written if _part(path) == part]
    assert not [breach for path, text in mine for rule in _rules_of(path) for breach in rule(path, text)]


def _part(path: str) -> str:
    first = path.split("/")[2]
    return first if first in PARTS else ""


def _rules_of(path: str) -> tuple[rules.Rule, ...]:
    """What holds for a file: only the frame and the shell ask the clock, and the statute asks nobody outside."""
    always = (rules.short_files, rules.short_functions, rules.telling_names, rules.documented)
    clock = () if path == CLOCK or _part(path) == "cli" else (rules.no_clock,)
    return (*always, *clock, *((rules.no_outside,) if _part(path) == "statute" else ()))


def test_tests_are_short() -> None:
    assert not [breach for path, text in tree.sources(tree.ROOT / "tests") for breach in rules.short_tests(path, text)]


def test_files_that_are_not_python_are_short_too() -> None:
    others = [path for path in tree.files() if path.is_relative_to(tree.SRC) and path.suffix not in (".py", ".toml")]
    assert not [breach for path in others for breach in rules.short_files(tree.name(path), tree.text(path) or "")]


def _is_rule(found: object) -> bool:
    public = callable(found) and not isinstance(found, type) and not getattr(found, "__name__", "_").startswith("_")
    return public and getattr(found, "__module__", "") == rules.__name__
