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
    Try("先登录（以下各行用得着这个会话）", "/api/session",
        "-c /tmp/qinghe.cookies -H 'Content-Type: application/json' "
        "-d '{{\"username\":\"sp-head\",\"password\":\"{password}\"}}' {url}/api/session", 9),
    Try("收件箱：最急的在前，每件带灯", "/api/cases",
        "-b /tmp/qinghe.cookies '{url}/api/cases?is_open=true&limit=3'", 40),
    Try("几件超期、几件将到期", "/api/cases/counts", "-b /tmp/qinghe.cookies {url}/api/cases/counts", 9),
    Try("期限为什么是这一天：起算、暂停、节假日、依据", "/api/cases/{case_id}/clock",
        "-b /tmp/qinghe.cookies {url}/api/cases/{explained}/clock", 60),
    Try("现在能做什么；不能做的，为什么", "/api/cases/{case_id}/steps",
        "-b /tmp/qinghe.cookies {url}/api/cases/{explained}/steps", 60),
    Try("一件的全貌：事项、当事人、记录、期限", "/api/cases/{case_id}",
        "-b /tmp/qinghe.cookies {url}/api/cases/{contested}", 60),
    Try("年度报告：每一格都从办件数出来", "/api/reports/{body_id}/{year}",
        "-b /tmp/qinghe.cookies {url}/api/reports/{body}/{year}", 40),
    Try("打开报告的一格：它背后的每一件", "/api/reports/{body_id}/{year}/cells/{table}/{row}/{column}",
        "-b /tmp/qinghe.cookies {url}/api/reports/{body}/{year}/cells/requests/unable_not_held/total", 40),
    Try("信息处理费计算（国办函〔2020〕109号）", "/api/fees", "'{url}/api/fees?pages=260'", 12),
)  # fmt: skip
CALCULATOR = ("期限计算器（不需要服务）", ".venv/bin/zhengwu deadline --from 2026-09-24 --working-days 20")


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
    print(f"{paint('登录', '1')}  密码都是 {paint(kept['password'], '36')}（只在本机演示中有效）\n")
    for one in kept["logins"]:
        who = padded(one["post"], 18) + padded(one["name"], 8) + one["body"]
        print(f"  {paint(padded(one['username'], 18), '36')}{who}")
    print(f"\n{paint('试一试', '1')}  复制任意一行\n")
    known = _paths(url)
    facts = {"url": url, "password": kept["password"], **kept["shown"]}
    for one in TRIES:
        if _shape(one.path) in known:
            print(f"  {paint('# ' + one.shows, '2')}")
            print(f"  curl -s {one.command.format(**facts)} {SHOW.format(lines=one.lines)}\n")
    print(f"  {paint('# ' + CALCULATOR[0], '2')}\n  {CALCULATOR[1]}\n")
    print(f"{rule}\n{paint('接口说明', '1')} {url}/api/openapi.json   {paint('健康', '1')} {url}/healthz")
    print(
        paint("数据在 var/demo，建于 " + kept["built_on"] + "。重建：make demo FRESH=1。停止：Ctrl-C。", "2"),
        flush=True,
    )


def _shape(path: str) -> str:
    """A path without the names of its places, so that only the shape counts."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _paths(url: str) -> set[str]:
    """The shapes of the paths that the API says it has."""
    with urlopen(f"{url}/api/openapi.json", timeout=30) as answer:  # noqa: S310 - our own server
        return {_shape(path) for path in json.load(answer)["paths"]}
