"""What the terminal shows once the demonstration stands: the address, who may sign in, and lines to copy."""

import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width
from urllib.request import urlopen

SHOW = "| python3 -m json.tool --no-ensure-ascii | head -{lines}"
WIDEST = 100


@dataclass(frozen=True)
class Try:
    """A line to copy: what it shows, the path of the API that it needs, and the command after `curl -s`."""

    shows: str
    path: str
    command: str
    lines: int = 24


# {url} and the numbers of cases are filled in; a line whose path this version does not have is left out.
TRIES = (
    Try("几件超期、几件将到期", "/api/cases/counts", "-b /tmp/qinghe.cookies {url}/api/cases/counts", 9),
    Try("期限为什么是这一天：起算、暂停、节假日、依据", "/api/cases/{case_id}/clock",
        "-b /tmp/qinghe.cookies {url}/api/cases/{urgent}/clock", 60),
    Try("年度报告的一格：它背后的每一件", "/api/reports/{body_id}/{year}/cells/{table}/{row}/{column}",
        "-b /tmp/qinghe.cookies {url}/api/reports/{bureau}/{year}/cells/requests/unable_not_held/total", 40),
)  # fmt: skip
SIGN_IN = Try("先登录", "/api/session",
              "-c /tmp/qinghe.cookies -H 'Content-Type: application/json' "
              "-d '{{\"username\":\"sp-head\",\"password\":\"{password}\"}}' {url}/api/session", 9)  # fmt: skip


class Paint:
    """Colours where a terminal shows them, and none where NO_COLOR is set or nobody looks."""

    def __init__(self) -> None:
        self.on = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def __call__(self, text: str, code: str) -> str:
        """The text in a colour: 1 bold, 2 dim, 32 green, 36 cyan."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text


def wide(text: str) -> int:
    """How many columns a text takes: Chinese signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, columns: int) -> str:
    """The text, filled with spaces to so many columns."""
    return text + " " * max(columns - wide(text), 0)


def show(url: str, kept: dict[str, Any]) -> None:
    """Prints everything. The address stands alone on its line, for whoever waits for it."""
    paint = Paint()
    rule = "─" * min(shutil.get_terminal_size().columns, WIDEST)
    print(f"\n{paint('青禾区 · 虚构的区，三年的政府信息公开工作', '1')}\n{rule}")
    print(f"{paint(url, '1;32')}\n")
    print(f"密码都是 {paint(kept['password'], '36')}（只在本机演示中有效）；各人的两分钟导览，也在 {url}/tour\n")
    for path in kept["paths"]:
        _show_path(url, path, paint)
    others = "、".join(one["username"] for one in kept["logins"] if one["username"] not in _led(kept))
    print(f"{paint('其他可以登录的人', '1')}  {others}\n\n{paint('接口', '1')}  复制任意一行\n")
    known = _paths(url)
    facts = {"url": url, "password": kept["password"], **kept["facts"]}
    for one in (SIGN_IN, *TRIES):
        if _shape(one.path) in known:
            print(f"  {paint('# ' + one.shows, '2')}")
            print(f"  curl -s {one.command.format(**facts)} {SHOW.format(lines=one.lines)}\n")
    print(f"{rule}\n{paint('接口说明', '1')} {url}/api/openapi.json   {paint('健康', '1')} {url}/healthz")
    place = os.path.relpath(os.environ["ZHENGWU_HOME"])
    print(paint(f"数据在 {place}，建于 {kept['built_on']}。重建：make demo FRESH=1。停止：Ctrl-C。", "2"), flush=True)


def _show_path(url: str, path: dict[str, Any], paint: Paint) -> None:
    """One guided path: who, what about, and its steps with their addresses."""
    who = f"{path['login']}  {path['name']}，{path['body']}" if path.get("login") else "不用登录"
    print(f"{paint(padded(path['zh'], 16), '1')}{paint(who, '36')}\n  {path['about_zh']}")
    for number, step in enumerate(path["steps"], 1):
        print(f"  {number} {step['zh']}" + (f"\n    {paint(url + step['href'], '32')}" if step.get("href") else ""))
    print()


def _led(kept: dict[str, Any]) -> set[str]:
    return {path.get("login", "") for path in kept["paths"]}


def _shape(path: str) -> str:
    """A path without the names of its places, so that only the shape counts."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _paths(url: str) -> set[str]:
    """The shapes of the paths that the API says it has."""
    with urlopen(f"{url}/api/openapi.json", timeout=30) as answer:  # noqa: S310 - our own server
        return {_shape(path) for path in json.load(answer)["paths"]}
