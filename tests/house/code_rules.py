"""The house rules about Python files. Each takes a file's path and text, and returns the breaches as sentences."""

import ast
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath

Rule = Callable[[str, str], list[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

FILE_LINES = 400
FUNCTION_LINES = 40
TEST_LINES = 25
BANNED_NAMES = {"utils", "helpers", "common", "manager", "handler", "base", "core", "misc", "data", "info"}
OUTSIDE = {
    "aiohttp", "click", "django", "ftplib", "http", "httpx", "requests", "rich", "smtplib", "socket", "sqlite3", "ssl",
    "urllib.request", "urllib3",
}  # fmt: skip
CLOCK = {"now", "today", "utcnow", "localdate", "localtime"}
CLOCKS = {"date", "datetime", "dt", "timezone"}
TIME = {"time", "time_ns", "localtime", "gmtime", "ctime"}  # `monotonic` and `perf_counter` measure, they do not date


@lru_cache(maxsize=4)  # of the file at hand; all of them together would keep the collector busy
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def short_files(path: str, text: str) -> list[str]:
    """A file has at most 400 lines; tables of law in TOML or CSV may be longer."""
    lines = text.count("\n") + 1
    if lines <= FILE_LINES or path.endswith((".toml", ".csv")):
        return []
    return [f"{path}: {lines} lines, at most {FILE_LINES}: split it where it changes for different reasons"]


def short_functions(path: str, text: str, most: int = FUNCTION_LINES) -> list[str]:
    """A function has at most 40 lines, its docstring included."""
    found = []
    for function in _functions(_tree(text)):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > most:
            found.append(f"{path}:{function.lineno}: {function.name} has {lines} lines, at most {most}")
    return found


def short_tests(path: str, text: str) -> list[str]:
    """A test has at most 25 lines."""
    tree = _tree(text)
    tests = {function.name for function in _functions(tree) if function.name.startswith("test_")}
    return [breach for breach in short_functions(path, text, TEST_LINES) if breach.split()[1] in tests]


def telling_names(path: str, _text: str) -> list[str]:
    """No module or package has a name that says nothing; the engines have the name that Django asks for."""
    if path.endswith("/base.py") and "/engines/" in path:
        path = path.removesuffix("/base.py")
    parts = [PurePosixPath(part).stem for part in PurePosixPath(path).parts]
    return [f"{path}: `{part}` says nothing; name it after what it holds" for part in parts if part in BANNED_NAMES]


def documented(path: str, text: str) -> list[str]:
    """Every module, and every public class, function and method, says in words what it is; a `Meta` is none of them."""
    tree = _tree(text)
    found = [] if ast.get_docstring(tree) else [f"{path}:1: the module has no docstring"]
    found += [
        f"{path}:{node.lineno}: {node.name} has no docstring" for node in _public(tree) if not ast.get_docstring(node)
    ]
    return found


def no_clock(path: str, text: str) -> list[str]:
    """Nothing asks what time it is: the day is passed in from the counter."""
    found = []
    for node in ast.walk(_tree(text)):
        match node:
            case ast.Attribute(value=ast.Name(id="time"), attr=attr) if attr in TIME:
                found.append(f"{path}:{node.lineno}: time.{attr} asks the clock")
            case ast.Attribute(value=base, attr=attr) if attr in CLOCK and _last(base) in CLOCKS:
                found.append(f"{path}:{node.lineno}: {_last(base)}.{attr} asks the clock")
            case ast.ImportFrom(module="time", names=names) if {name.name for name in names} & TIME:
                found.append(f"{path}:{node.lineno}: imports a clock from time")
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("django") and any(
                name.name in CLOCK | {"Now"} for name in names
            ):
                found.append(f"{path}:{node.lineno}: imports a clock from {module}")
    return found


def no_outside(path: str, text: str) -> list[str]:
    """Nothing imports a screen, the network or a database."""
    found = []
    for node in ast.walk(_tree(text)):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            wanted = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        bad = sorted({name for name in wanted for outside in OUTSIDE if f"{name}.".startswith(f"{outside}.")})
        found += [f"{path}:{node.lineno}: imports {bad[0]}"] if bad else []
    return found


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _public(node: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_") and not _overload(child):
            if child.name == "Meta":
                continue
            yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)


def _overload(node: Function | ast.ClassDef) -> bool:
    return any(_last(decorator) in {"overload", "override", "setter"} for decorator in node.decorator_list)


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
