"""The files of the project: what git would commit, or, in a copy without git, all that is not made by a tool."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
STATUTE = SRC / "zhengwu" / "statute"
RECORDS = SRC / "zhengwu" / "records"
API = SRC / "zhengwu" / "api"
MADE = {".git", ".venv", "__pycache__", "build", "dist", "out", "node_modules"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or could be committed, sorted."""
    found = _from_git() if (ROOT / ".git").exists() else None
    return tuple(sorted(path for path in found or _from_walk() if path.is_file()))


@cache
def text(path: Path) -> str | None:
    """The text of a file; None where it is not UTF-8 text (pictures, documents, samples in other encodings)."""
    content = path.read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def texts() -> list[tuple[str, str]]:
    """(path from the root, text) of every text file."""
    return [(name(path), found) for path in files() if (found := text(path)) is not None]


def sources(under: Path = SRC) -> list[tuple[str, str]]:
    """(path from the root, text) of every Python file under `under`."""
    return [
        (name(path), path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(under)
    ]


def name(path: Path) -> str:
    """The path from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def _from_git() -> list[Path] | None:
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return None
    return [ROOT / entry for entry in listed.split("\0") if entry]


def _from_walk() -> list[Path]:
    def wanted(path: Path) -> bool:
        parts = path.relative_to(ROOT).parts
        return not any(part in MADE or part.endswith(("_cache", ".egg-info")) for part in parts)

    return [path for path in ROOT.rglob("*") if wanted(path)]
