"""Fetches one report from an http(s) address: bounded in time, size and redirects, and never from another scheme."""

import http.client
import time
import urllib.error
import urllib.request
from email.message import Message
from typing import IO

from zhengwu import __version__
from zhengwu.cli.sources import SIZE_LIMIT
from zhengwu.cli.troubles import Refusal

REDIRECTS = 5
_BLOCK = 64 * 1024


class FetchError(Exception):
    """The address gave no document; `refusal` says why."""

    def __init__(self, code: str, sentence: str, gloss: str) -> None:
        super().__init__(gloss)
        self.refusal = Refusal(code, sentence, gloss)


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Follows a redirect to http or https only."""
        if not newurl.lower().startswith(("http://", "https://")):
            raise FetchError(
                "scheme", f"该地址转向了不接受的地址：{newurl}。", f"It redirects to {newurl}, which is no web address."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> urllib.request.OpenerDirector:
    """An opener that knows http and https and nothing else: no file:, no ftp:, no data:."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def fetch(url: str, seconds: float) -> bytes:
    """The bytes at `url`, or FetchError; waits at most `seconds` in all."""
    deadline = time.monotonic() + seconds
    try:
        request = urllib.request.Request(url, headers={"User-Agent": f"zhengwu/{__version__}"})  # noqa: S310
        with _opener().open(request, timeout=seconds) as answer:
            return _content(answer, deadline)
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(
            "http_status",
            f"网站回复 {error.code} {error.reason}。请在浏览器中核对地址。",
            f"The site answered {error.code} {error.reason}. Check the address in a browser.",
        ) from error
    except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise FetchError(
            "no_connection",
            f"无法从该地址取得文件（{reason}）。请检查地址和网络，或先下载再读取。",
            f"Nothing could be fetched from there ({reason}). Check the address and the network, or download it first.",
        ) from error


def _content(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    blocks: list[bytes] = []
    size = 0
    while block := answer.read1(_BLOCK):  # what has arrived, so that a trickle meets the deadline
        size += len(block)
        if size > SIZE_LIMIT:
            raise FetchError(
                "too_large", "该地址的文件超过 64 MB。", "The document at this address holds more than 64 MB."
            )
        if time.monotonic() > deadline:
            raise FetchError(
                "timeout", "下载超时。可用 --timeout 放宽。", "The download took too long. Allow more with --timeout."
            )
        blocks.append(block)
    return b"".join(blocks)
