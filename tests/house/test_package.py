"""The package as it is installed: what it carries, what it says of itself, and that the statute stands alone."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import zhengwu
from tests.house import tree

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

ALONE = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "click", "rich"}:
            raise ImportError(f"the statute imports {name}")

sys.meta_path.insert(0, Refuse())
FIRST
import zhengwu.statute
for module in pkgutil.walk_packages(zhengwu.statute.__path__, "zhengwu.statute."):
    importlib.import_module(module.name)
"""


def alone(first: str = "") -> subprocess.CompletedProcess[str]:
    """Imports the whole statute in a process in which Django, click and rich are not to be had."""
    script = ALONE.replace("FIRST", first)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


def test_the_statute_stands_alone() -> None:
    result = alone()
    assert result.returncode == 0, result.stderr


def test_a_statute_that_leans_on_the_shell_is_seen() -> None:
    assert "the statute imports click" in alone("import click").stderr


def test_the_versions_agree() -> None:
    assert zhengwu.__version__ == PROJECT["version"]


def test_the_wheel_carries_the_facts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=tree.ROOT, capture_output=True, check=True)
    carried = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    source = tree.SRC / "zhengwu"
    wanted = {path.relative_to(tree.SRC).as_posix() for path in tree.files() if path.is_relative_to(source)}
    assert wanted - carried == set()
    assert "zhengwu/py.typed" in carried


def test_every_folder_of_the_package_says_what_it_is() -> None:
    package = tree.SRC / "zhengwu"
    folders = {path.parent for path in tree.files() if path.suffix == ".py" and path.is_relative_to(package)}
    folders -= {folder for folder in folders if folder.name == "migrations"}  # Django writes those
    assert not [tree.name(folder) for folder in folders if not _docstring(folder / "__init__.py")]


def test_make_help_tells_every_target_that_people_use() -> None:
    told = set(re.findall(r"^([a-z]+):.*## ", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert told >= {"help", "setup", "demo", "test", "quick", "check", "bench", "lock", "clean"}


def _docstring(path: Path) -> bool:
    return path.exists() and path.read_text(encoding="utf-8").lstrip().startswith('"""')
