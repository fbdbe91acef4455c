"""The house rules about everything that is text. Each returns the breaches as sentences; none is a pass."""

import re
from collections.abc import Callable

Rule = Callable[[str, str], list[str]]

# Written in two halves, so that this file keeps the rule that it states.
HOSTS = tuple(
    left + right
    for left, right in (
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("npm", "mirror.com"),
        ("crates", ".io"),
        ("deb.debian", ".org"),
        ("archive.ubuntu", ".com"),
        ("pypi.", "tuna."),
        ("mirrors", ".aliyun.com"),
        ("mirrors.", "tuna."),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.)}*~-])/(?:work|root|home|Users)/\w")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError)\b")
REQUIREMENT = re.compile(r"[a-z0-9][a-z0-9._-]*(?:\[[^]]*\])?==\S+")
COMMAND = re.compile(r"(?:^|`|\$ |&& )make((?: [A-Z]+=\S+)*) ([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)", re.MULTILINE)
DECISION_LINES = 40
DECISION_PARTS = ("Context", "Decision", "Cost", "Reopen when")


def no_hosts(path: str, text: str) -> list[str]:
    """No package registry is named: everybody's client knows its own."""
    return [f"{path}:{line}: names {host}" for line, said in _lines(text) for host in HOSTS if host in said.lower()]


def no_machine_paths(path: str, text: str) -> list[str]:
    """No path of one person's machine."""
    return [
        f"{path}:{line}: an absolute path: {said.strip()[:80]}"
        for line, said in _lines(text)
        if MACHINE_PATH.search(said)
    ]


def nothing_unfinished(path: str, text: str) -> list[str]:
    """No marks of unfinished work: it is done, or it is an issue."""
    return [f"{path}:{line}: {mark[0]}" for line, said in _lines(text) if (mark := UNFINISHED.search(said))]


def locked(path: str, text: str) -> list[str]:
    """Every requirement is pinned to a version and carries hashes, and no option names where it comes from."""
    found = []
    logical = re.sub(r"\\\n", " ", text)
    for line in logical.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not REQUIREMENT.match(line):
            found.append(f"{path}: not a pinned requirement: {line[:60]}")
        elif "--hash=sha256:" not in line:
            found.append(f"{path}: no hash: {line[:60]}")
    return found


def lock_names(lock: str, wanted: list[str]) -> list[str]:
    """Every dependency that pyproject.toml names is in the lock."""
    have = {line.split("==")[0].split("[")[0] for line in lock.splitlines() if REQUIREMENT.match(line)}
    names = [re.split(r"[^A-Za-z0-9._-]", entry)[0].lower().replace("_", "-").replace(".", "-") for entry in wanted]
    return [f"{name} is not in the lock: run `make lock`" for name in names if name not in have]


def real_commands(path: str, text: str, makefile: str) -> list[str]:
    """Every `make …` that a page shows is a target of the Makefile."""
    targets = set(TARGET.findall(makefile))
    shown = {target for block in _code(text) for _, target in COMMAND.findall(block)}
    return [f"{path}: `make {target}` is no target of the Makefile" for target in sorted(shown - targets)]


def told_version(changelog: str, version: str) -> list[str]:
    """The changelog has a heading for what is coming or for the version at hand."""
    if re.search(rf"^## \[(?:Unreleased|{re.escape(version)})\]", changelog, re.MULTILINE):
        return []
    return [f"CHANGELOG.md has neither `## [Unreleased]` nor `## [{version}]`"]


def short_decision(path: str, text: str) -> list[str]:
    """A decision record has fewer than 40 lines and its four parts, in order."""
    found = []
    if len(text.splitlines()) >= DECISION_LINES:
        found.append(f"{path}: {len(text.splitlines())} lines, fewer than {DECISION_LINES} wanted")
    if re.findall(r"^## (.+)$", text, re.MULTILINE) != list(DECISION_PARTS):
        found.append(f"{path}: its headings must be {', '.join(DECISION_PARTS)}")
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    return list(enumerate(text.splitlines(), start=1))


def _code(text: str) -> list[str]:
    """What a Markdown page shows as code: fenced blocks, and single words between backticks."""
    fenced = re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return fenced + re.findall(r"`make [^`\n]+`", text)
