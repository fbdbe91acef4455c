"""The scan for viruses, where the office runs clamd: its bytes are sent over its socket, and its word is believed.

Without ZHENGWU_CLAMD there is no scan. With it there is no release without one: an answer that does not come, or that
says anything but "OK", is a refusal.
"""

import re
import socket
import struct
from contextlib import suppress

from django.conf import settings

from zhengwu.records.troubles import Trouble, Words, invalid

PIECE = 65_536
SECONDS = 60  # for each answer and each piece
ANSWER = 4_096
FOUND = re.compile(r"stream: (.+) FOUND")


def wanted() -> bool:
    """Whether files are scanned before they are released."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> None:
    """Has a file scanned. Trouble: invalid (`virus`), conflict (`scan_failed`: not reachable, or it could not scan)."""
    try:
        with _connected() as line:
            said = _asked(line, content)
    except OSError as error:
        raise _failed("连接不上", "it cannot be reached") from error
    name = FOUND.search(said)
    if name:
        told = name[1].strip()[:80]
        advice = Words("不要打开，请删除并告知信息安全人员。", "Do not open it; tell the security officer.")
        raise invalid("virus", f"文件带有病毒：{told}。", f"The file has a virus: {told}.", where="file", advice=advice)
    if said.strip() != "stream: OK":
        raise _failed(f"答复是“{said.strip()[:80]}”", f"it answered {said.strip()[:80]!r}")


def _connected() -> socket.socket:
    """A line to clamd: `/path/of/its/socket`, or `host:port`. OSError where nobody answers."""
    place = settings.CLAMD
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    if not port.isdecimal():
        raise OSError(f"no port in {place!r}")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _asked(line: socket.socket, content: bytes) -> str:
    """What clamd answers. Where it hangs up before the end, it has mostly said why."""
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(b"zINSTREAM\0")
        for begin in range(0, len(content), PIECE):
            piece = content[begin : begin + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    said = b""
    while b"\0" not in said and len(said) < ANSWER:
        more = line.recv(ANSWER)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace")


def _failed(why: str, gloss: str) -> Trouble:
    message = Words(
        f"病毒扫描没有完成（{why}），文件没有收下。", f"The scan for viruses failed ({gloss}): the file was not taken."
    )
    advice = Words("请稍后再试；一直如此请联系系统管理员。", "Try again; if it goes on, tell the administrator.")
    return Trouble("conflict", "scan_failed", message, advice, "file")
