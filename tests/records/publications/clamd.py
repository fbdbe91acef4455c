"""A little server that speaks clamd's protocol over a real socket: it knows one virus, the harmless one for tests."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 2_000_000  # as clamd's StreamMaxLength


class Scanner(socketserver.StreamRequestHandler):
    """Reads one command with its pieces, and answers as clamd does."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        answer = getattr(self.server, "answer", b"") or b"stream: OK\0"
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else answer)


class Unix(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def clamd(path: Path | None = None, answer: bytes = b"") -> Iterator[str]:
    """Its address while it runs: a path, or host and port. `answer`: what it says of every file without a virus."""
    server = Unix(str(path), Scanner) if path else Tcp(("127.0.0.1", 0), Scanner)
    server.answer = answer  # type: ignore[union-attr]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
