"""`zhengwu serve`: the installation behind granian, until it is told to stop."""

import encodings.idna  # noqa: F401 - see `_announce`
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection, HTTPException

import click

from zhengwu.cli import exits
from zhengwu.cli.operate.opening import say
from zhengwu.cli.troubles import Trouble

TICK = 60  # seconds between two rounds of the timers
PATIENCE = 120  # seconds until the first answer; a quiet machine needs three


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads a process.")
@click.option("--migrate", is_flag=True, help="Bring the tables up to date first.")
@click.option("--tick", is_flag=True, help="Run the timers beside, once a minute; see `zhengwu tick`.")
def serve(host: str, port: int, workers: int, threads: int, migrate: bool, tick: bool) -> None:
    """Serves the API; prints its address when it answers. SIGTERM and Ctrl-C stop it after the requests at hand.

    Settings come from the environment: ZHENGWU_MODE, ZHENGWU_HOME, DATABASE_URL, ZHENGWU_SECRET_KEY, ZHENGWU_SEAL_KEY,
    ZHENGWU_HOSTS. `zhengwu keys` makes the two keys.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from zhengwu.cli.operate.opening import opened

    opened(migrate=migrate)
    _free(host, port)
    server = Server(
        "zhengwu.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        log_level=LogLevels.warning,
    )
    threading.Thread(target=_announce, args=(host, port), daemon=True).start()
    with _ticking() if tick else nullcontext():
        server.serve()


@contextmanager
def _ticking() -> Iterator[None]:
    """Runs `zhengwu tick --every` as a process of its own, as long as the server runs."""
    command = [sys.executable, "-m", "zhengwu", "tick", "--every", str(TICK)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as timers:
        try:
            yield
        finally:
            timers.terminate()


def _free(host: str, port: int) -> None:
    """Raises Trouble where the port is taken or the address is not ours."""
    import socket

    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        why = error.strerror or str(error)
        raise Trouble(
            f"无法监听 {host}:{port}（{why}）。请换一个端口：--port。",
            f"Cannot listen at {host}:{port} ({why}). Take another port: --port.",
            exits.USAGE,
        ) from None


def _announce(host: str, port: int) -> None:
    """Prints the address as soon as the first request is answered.

    The server forks its workers meanwhile: nothing may be loaded here, or a worker is born waiting for the lock of a
    module that nobody will ever release. Looking an address up loads `encodings.idna`, so this module does it before.
    """
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        connection = HTTPConnection(reached, port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                shown = f"[{host}]" if ":" in host else host
                click.echo(f"http://{shown}:{port}")
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    say(
        f"{PATIENCE} 秒内没有就绪，请查看 /healthz 和日志。",
        f"Not ready within {PATIENCE} s: see /healthz and the log.",
    )
