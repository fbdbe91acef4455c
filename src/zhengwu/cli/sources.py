"""From arguments to inputs: files, folders, globs, addresses and standard input, in a stable order."""

import atexit
import glob
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhengwu.cli.troubles import Refusal

SIZE_LIMIT = 64 * 2**20  # bytes of one address or of standard input
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True)
class Source:
    """One input. `name` is shown; exactly one of `path`, `url` and `refusal` says what it is."""

    name: str
    path: str | None = None
    url: str | None = None
    refusal: Refusal | None = None


def expand(arguments: Iterable[str]) -> Iterator[Source]:
    """Every input that the arguments name; what is not there comes as a source with a refusal."""
    for argument in arguments:
        scheme = _SCHEME.match(argument)
        if argument == "-":
            yield _standard_input()
        elif scheme:
            yield _address(argument, scheme[1].lower())
        elif Path(argument).is_dir():
            yield from _folder(argument)
        elif not Path(argument).exists() and glob.has_magic(argument):
            yield from _glob(argument)
        else:
            yield _file(argument)


def single(arguments: tuple[str, ...]) -> bool:
    """True where the arguments name exactly one input by itself, not a folder or a glob."""
    return len(arguments) == 1 and not Path(arguments[0]).is_dir() and (
        Path(arguments[0]).exists() or _SCHEME.match(arguments[0]) is not None or not glob.has_magic(arguments[0])
    )  # fmt: skip


def _file(name: str) -> Source:
    path = Path(name)
    if not path.exists():
        refusal = Refusal(
            "no_such_file",
            "找不到这个文件。请检查路径和文件名。",
            "There is no such file. Check the path and the name.",
        )
        return Source(name, refusal=refusal)
    if not path.is_file():
        refusal = Refusal(
            "not_a_file",
            "这不是普通文件。请指定文件或文件夹。",
            "This is not a regular file. Name a file or a folder.",
        )
        return Source(name, refusal=refusal)
    return Source(name, path=name)


def _folder(name: str) -> Iterator[Source]:
    """Every file below the folder that may be a report.

    Left out are hidden files, those of an open editor, README files,
    and JSON that is no reading saved by Zhengwu.
    """
    from zhengwu.statute.report.readers import SUFFIXES

    found = False
    for folder, folders, files in os.walk(name):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            if path.suffix.lower() in SUFFIXES and not _left_out(path):
                found = True
                yield Source(str(path), path=str(path))
    if not found:
        kinds = " ".join(SUFFIXES)
        refusal = Refusal(
            "empty_folder",
            f"这个文件夹里没有可以读取的报告文件（{kinds}）。",
            f"No report files in this folder ({kinds}).",
        )
        yield Source(name, refusal=refusal)


def _left_out(path: Path) -> bool:
    if path.name.startswith((".", "~$")) or path.stem.casefold() == "readme":
        return True
    if path.suffix.lower() != ".json":
        return False
    try:
        with path.open("rb") as file:
            return b'"source_kind"' not in file.read(1 << 16)
    except OSError:
        return False  # say so when it is read


def _glob(pattern: str) -> Iterator[Source]:
    found = False
    for path in sorted(glob.iglob(pattern, recursive=True)):
        if Path(path).is_file():
            found = True
            yield Source(path, path=path)
    if not found:
        refusal = Refusal("no_match", "没有与此匹配的文件。", "No file matches this pattern.")
        yield Source(pattern, refusal=refusal)


def _address(url: str, scheme: str) -> Source:
    if scheme in ("http", "https"):
        return Source(url, url=url)
    refusal = Refusal(
        "scheme",
        f"只接受 http 和 https 地址，不接受 {scheme}。本地文件请直接写路径。",
        f"Only http and https addresses are read, not {scheme}. Name a local file by its path.",
    )
    return Source(url, refusal=refusal)


def _standard_input() -> Source:
    """Standard input, put into a file that lasts as long as this process, so that a worker can read it."""
    content = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        refusal = Refusal("too_large", "标准输入超过 64 MB。", "Standard input holds more than 64 MB.")
        return Source("-", refusal=refusal)
    with tempfile.NamedTemporaryFile(prefix="zhengwu-", delete=False) as file:
        file.write(content)
    atexit.register(Path(file.name).unlink, missing_ok=True)
    return Source("-", path=file.name)
