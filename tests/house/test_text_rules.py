"""The rules about everything that is text: each holds here, and each can tell a bad sample from a good one."""

import tomllib
from pathlib import Path

import pytest

from tests.house import text_rules as rules
from tests.house import tree

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = [path for path in tree.files() if path.suffix == ".md"]
DECISIONS = sorted((tree.ROOT / "docs" / "decisions").glob("*.md"))
LOCKS = {"run": [], "dev": ["dev"], "bench": ["bench"], "build": ["build"]}
RECORD = "# 1. A\n\n## Context\n\n## Decision\n\n## Cost\n\n## Reopen when\n"


def test_a_registry_host_is_seen() -> None:
    assert rules.no_hosts("a.txt", f"--index-url https://{rules.HOSTS[0]}/simple")
    assert not rules.no_hosts("a.txt", "python -m pip install zhengwu")


def test_a_path_of_a_machine_is_seen() -> None:
    for folder in ("work", "root", "home", "Users"):
        assert rules.no_machine_paths("a.md", f"see /{folder}/anna/report.docx")
    assert not rules.no_machine_paths("a.md", "see ../shared/reports, https://example.gov.cn/home/index.html")


def test_unfinished_work_is_seen() -> None:
    for mark in ("TO" + "DO later", "raise Not" + "ImplementedError", "FIX" + "ME"):
        assert rules.nothing_unfinished("a.py", mark)
    assert not rules.nothing_unfinished("a.py", "a mastodon")


def test_a_loose_lock_is_seen() -> None:
    assert not rules.locked("run.txt", "# made by\nrich==15.0.0 \\\n    --hash=sha256:ab\n    # via x\n")
    for loose in ("rich>=15\n", "rich==15.0.0\n", "--index-url x\n", "rich @ file:x --hash=sha256:ab\n"):
        assert rules.locked("run.txt", loose)
    assert rules.lock_names("rich==15.0.0", ["rich>=14", "lxml>=6"])


def test_a_command_that_does_not_exist_is_seen() -> None:
    assert rules.real_commands("a.md", "```\nmake fly\n```", "test:\n\techo")
    assert rules.real_commands("a.md", "run `make PYTHON=python3.12 fly`", "test:\n\techo")
    assert not rules.real_commands("a.md", "run `make test`, to make sure", "test:\n\techo")


def test_a_missing_changelog_heading_is_seen() -> None:
    assert rules.told_version("## [0.0.9]", "0.1.0")
    assert not rules.told_version("## [Unreleased]", "0.1.0")


def test_a_long_or_shapeless_decision_is_seen() -> None:
    assert not rules.short_decision("0001.md", RECORD)
    assert rules.short_decision("0001.md", RECORD + "word\n" * 40)
    assert rules.short_decision("0001.md", RECORD.replace("## Cost", "## Pros"))


@pytest.mark.parametrize("rule", [rules.no_hosts, rules.no_machine_paths])
def test_every_file_keeps_the_rule(rule: rules.Rule) -> None:
    own = "tests/house/"
    assert not [breach for path, text in tree.texts() if not path.startswith(own) for breach in rule(path, text)]


def test_the_source_is_finished() -> None:
    source = [(path, text) for path, text in tree.texts() if path.startswith("src/")]
    assert not [breach for path, text in source for breach in rules.nothing_unfinished(path, text)]


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_is_locked(name: str) -> None:
    text = (tree.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    groups = PROJECT["dependency-groups"]
    wanted = [entry for group in LOCKS[name] for entry in groups[group]]
    wanted += [] if name == "build" else PROJECT["project"]["dependencies"]
    assert not rules.locked(name, text) + rules.lock_names(text, wanted)


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_the_commands_on_the_page_exist(page: Path) -> None:
    assert not rules.real_commands(tree.name(page), page.read_text(encoding="utf-8"), MAKEFILE)


def test_the_changelog_knows_the_version() -> None:
    assert not rules.told_version(
        (tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), PROJECT["project"]["version"]
    )


@pytest.mark.parametrize("record", DECISIONS, ids=tree.name)
def test_the_decision_is_short_and_whole(record: Path) -> None:
    assert not rules.short_decision(tree.name(record), record.read_text(encoding="utf-8"))


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
