"""From the bytes of a request to values, refusing what no honest caller sends."""

from typing import Any

import orjson
from django.http import HttpRequest
from ninja.parser import Parser

from zhengwu.records.troubles import Trouble, Words, invalid

DEEPEST = 32
ADVICE = Words("请发送 UTF-8 编码的 JSON 对象。", "Send a JSON object in UTF-8.")


class StrictParser(Parser):
    """JSON only, UTF-8 only; no NUL, no lone surrogate, no nesting deeper than 32."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as values. Raises Trouble, which the frame answers with 415 or 422."""
        if request.content_type != "application/json":
            zh, en = "请求正文只接受 application/json。", "The body must be application/json."
            raise Trouble("invalid", "media_type", Words(zh, en), ADVICE, "Content-Type")
        body = request.body
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            zh, en = (
                f"不是有效的 JSON（第 {error.pos} 个字符处）。",
                f"This is no valid JSON (at character {error.pos}).",
            )
            raise invalid("bad_json", zh, en, where="body", advice=ADVICE) from None
        if b"\\u0000" in body and _holds_nul(value):
            raise invalid(
                "nul", "文本中不能有空字符（NUL）。", "A text must not hold NUL.", where="body", advice=ADVICE
            )
        if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(value) > DEEPEST:
            raise invalid("too_deep", "JSON 嵌套过深。", "The JSON is nested too deeply.", where="body", advice=ADVICE)
        return value


def _holds_nul(value: object) -> bool:
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text if "\0" in text:
                return True
            case dict() as found:
                waiting += [*found.keys(), *found.values()]
            case list() as found:
                waiting += found
    return False


def _depth(value: object) -> int:
    level, waiting = 0, [value]
    while waiting:
        level += 1
        below: list[object] = []
        for found in waiting:
            if isinstance(found, dict):
                below += found.values()
            elif isinstance(found, list):
                below += found
        waiting = below
    return level
