"""What a caller gets when something cannot be done: one shape for every failure, and an id to quote.

A stable code, a sentence and an advice in both languages, the field or object concerned. Never a stack trace; what went
wrong inside is in the log, under the id.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from zhengwu.records.troubles import Kind, Trouble, Words

LOG = logging.getLogger("zhengwu.api")
STATUS: dict[Kind, int] = {
    "invalid": 422,
    "conflict": 409,
    "missing": 404,
    "forbidden": 403,
    "unknown": 401,
    "throttled": 429,
}
BY_CODE = {"media_type": 415, "upload_too_large": 413}
# What is said where only a status is known: code, Chinese, English; advice, Chinese, English.
PLAIN: dict[int, tuple[str, str, str, str, str]] = {
    400: ("bad_request", "请求无法识别。", "The request cannot be understood.", "请检查格式。", "Check its form."),
    401: ("sign_in", "请先登录。", "Sign in first.", "登录后重试。", "Sign in, then try again."),
    403: ("forbidden", "没有此项权限。", "This is not allowed.", "请联系系统管理员。", "Ask the administrator."),
    404: ("not_found", "没有找到。", "There is no such thing.", "请核对地址。", "Check the address."),
    405: (
        "method",
        "此地址不接受这种请求方法。",
        "This address does not take this method.",
        "见 Allow 头。",
        "See Allow.",
    ),
    413: ("too_large", "请求过大。", "The request is too large.", "请减小后重试。", "Make it smaller and try again."),
    415: (
        "media_type",
        "只接受 application/json。",
        "Only application/json is taken.",
        "请设置 Content-Type。",
        "Set it.",
    ),
    422: ("invalid_value", "有一项内容不能接受。", "A value cannot be accepted.", "请改正后重试。", "Correct it."),
    429: ("throttled", "请求过于频繁。", "Too many requests.", "请稍候重试。", "Wait, then try again."),
    500: (
        "fault",
        "系统内部错误。",
        "A fault of this system.",
        "请把编号告诉管理员。",
        "Tell the administrator the id.",
    ),
    503: ("busy", "系统繁忙。", "The system is busy.", "请稍后重试。", "Try again in a moment."),
}
# What pydantic calls a mistake, in Chinese; the rest falls back to a general sentence.
MISTAKES = {
    "missing": "缺少必填项",
    "extra_forbidden": "没有这个字段",
    "string_too_long": "过长",
    "string_too_short": "过短或为空",
    "string_type": "应为文本",
    "string_pattern_mismatch": "格式不对",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "date_type": "应为日期，如 2026-01-31",
    "greater_than_equal": "过小",
    "less_than_equal": "过大",
    "literal_error": "不在可选范围内",
    "list_type": "应为列表",
    "too_long": "项数过多",
    "too_short": "项数过少",
    "dataclass_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure as it is answered."""

    code: str
    message: Words
    where: str
    advice: Words
    id: str


def plain(status: int, *, where: str = "") -> HttpResponse:
    """The answer where nothing is known but the status."""
    code, zh, en, advice_zh, advice_en = PLAIN.get(status) or PLAIN[400 if status < 500 else 500]
    return _answer(status, Fault(code, Words(zh, en), where, Words(advice_zh, advice_en), _id()))


def of_trouble(trouble: Trouble) -> HttpResponse:
    """The answer to an action that was refused."""
    response = _answer(
        BY_CODE.get(trouble.code) or STATUS[trouble.kind],
        Fault(trouble.code, trouble.message, trouble.where, trouble.advice, _id()),
    )
    if trouble.wait:
        response.headers["Retry-After"] = str(trouble.wait)
    return response


def of_validation(errors: list[dict[str, Any]]) -> HttpResponse:
    """The answer to values of the wrong shape: the first of them, by its place."""
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"])[:200]
    said = MISTAKES.get(first["type"], "内容不能接受")
    more = len(errors) - 1
    zh = f"{where}：{said}。" + (f"（另有 {more} 处）" if more else "")
    en = f"{where}: {first['msg']}." + (f" (and {more} more)" if more else "")
    return _answer(422, Fault(first["type"], Words(zh, en), where, Words("请改正后重试。", "Correct it."), _id()))


def of_exception(error: Exception) -> HttpResponse:
    """The answer to what nobody expected; the log has the rest."""
    if isinstance(error, OperationalError) and "locked" in str(error):
        return plain(503)
    if isinstance(error, DataError):  # a value that fits the API's shapes and not the database's
        return plain(422)
    response = plain(500)
    LOG.error("fault %s", orjson.loads(response.content)["id"], exc_info=error)
    return response


def install(api: NinjaAPI) -> None:
    """Lets the API answer every failure in the one shape."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Trouble: lambda _, error: of_trouble(error),
        ValidationError: lambda _, error: of_validation(error.errors),
        AuthenticationError: lambda _, error: plain(401),
        HttpError: lambda _, error: _http(error),
        Http404: lambda _, error: plain(404),
        RequestDataTooBig: lambda _, error: plain(413),
        SuspiciousOperation: lambda _, error: plain(400),
        MultiPartParserError: lambda _, error: plain(400, where="body"),
        UnreadablePostError: lambda _, error: plain(400, where="body"),
        Exception: lambda _, error: of_exception(error),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _http(error: HttpError) -> HttpResponse:
    """A body that could not be parsed says why; the rest says its status."""
    return of_trouble(error.__cause__) if isinstance(error.__cause__, Trouble) else plain(error.status_code)


def _answer(status: int, fault: Fault) -> HttpResponse:
    return HttpResponse(orjson.dumps(fault), content_type="application/json", status=status)


def _id() -> str:
    return secrets.token_hex(8)
