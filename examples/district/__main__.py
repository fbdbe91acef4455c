"""`make demo`: builds 青禾区 if it is not there, serves it, shows how to look at it, and stops cleanly.

python -m examples.district [--port 8000] [--fresh] [--home var/demo]
"""

import argparse
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEPT = "demonstration.json"
TOUR = "guided.json"  # what the page of the guided paths shows
USAGE = 64


def main() -> int:
    """Runs the demonstration until it is told to stop."""
    wanted = argparse.ArgumentParser(
        prog="make demo", description="The fictional district 青禾区, served on this machine."
    )
    wanted.add_argument("--port", type=int, default=8000)
    wanted.add_argument("--fresh", action="store_true", help="build the district anew")
    wanted.add_argument("--home", type=Path, default=ROOT / "var" / "demo")
    asked = wanted.parse_args()
    if not _is_free(asked.port):
        other = asked.port + 1 if asked.port < 65535 else 8123
        print(f"端口 {asked.port} 已被占用，演示没有启动。换一个端口：make demo PORT={other}", file=sys.stderr)
        print(f"Port {asked.port} is taken. Take another one: make demo PORT={other}", file=sys.stderr)
        return USAGE
    os.environ.update(ZHENGWU_MODE="demo", ZHENGWU_HOME=str(asked.home), DJANGO_SETTINGS_MODULE="zhengwu.settings")
    for name in ("DATABASE_URL", "ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY", "ZHENGWU_HTTPS"):
        os.environ.pop(name, None)  # a demonstration has its own
    os.environ["ZHENGWU_SITE"] = f"http://127.0.0.1:{asked.port}"  # where the links in messages lead
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        kept = _kept(asked.home, fresh=asked.fresh)
        return _served(asked.port, kept)
    except KeyboardInterrupt:
        print("\n已停止。Stopped.")
        return 0


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except (OSError, OverflowError):
        return False


def _kept(home: Path, *, fresh: bool) -> dict[str, Any]:
    """What the demonstration remembers; built first where there is none, or where it is of another version."""
    place, stamp = home / KEPT, _stamp()
    if place.exists() and not fresh:
        kept: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        if kept["stamp"] == stamp:
            return kept
        print("演示数据来自另一版本，重新建立；原来的移到 var/demo-earlier。")
    if home.exists() and any(home.iterdir()):
        earlier = home.with_name(f"{home.name}-earlier")
        shutil.rmtree(earlier, ignore_errors=True)
        home.rename(earlier)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _built(place, stamp)


def _stamp() -> str:
    """What tells one version of tables and stories from another."""
    stories = [path for path in Path(__file__).parent.glob("*.py") if path.name not in ("showing.py", "__main__.py")]
    found = sorted(
        [*ROOT.glob("src/zhengwu/records/*/migrations/0*.py"), *stories, *Path(__file__).parent.glob("*.toml")]
    )
    sums = hashlib.sha256()
    for path in found:
        sums.update(path.read_bytes())
    return sums.hexdigest()


def _built(place: Path, stamp: str) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from examples.district.build import build, told

    begun = time.monotonic()
    print("第一次启动：建立虚构的青禾区（约半分钟）", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    now = datetime.now(UTC)
    password = "qinghe-" + "".join(secrets.choice("23456789") for _ in range(6))
    made = build(now, password, say=lambda text: print(f"  {text}…", flush=True))
    kept = {
        "stamp": stamp,
        "built_on": made.today.isoformat(),
        "password": password,
        "logins": [vars(one) for one in made.logins],
        **told(made, now),
    }
    _looked_after(place.parent, now)
    connections.close_all()
    (place.parent / TOUR).write_text(json.dumps(kept["paths"], ensure_ascii=False, indent=1), encoding="utf-8")
    place.touch(mode=0o600)
    place.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"  完成，用时 {time.monotonic() - begun:.0f} 秒", flush=True)
    return kept


def _looked_after(home: Path, now: datetime) -> None:
    """A backup is made and everything is proved, as an operator does each night; the page of the state tells of it."""
    from zhengwu.records.keeping import backup, proof, remembered

    backup.write(home / "backup.tar", at=now, report=lambda *_: None)
    checked: dict[str, int] = {}
    defects: list[proof.Defect] = []
    for step in proof.everything():
        checked[step.kind] = step.done
        defects += step.defects
    remembered.note_proofs(checked, defects, at=now)


def _served(port: int, kept: dict[str, Any]) -> int:
    """Serves until told to stop; the server is a process of its own and is taken down with this one."""
    from examples.district.showing import show

    command = [sys.executable, "-m", "zhengwu", "serve", "--port", str(port), "--workers", "1", "--tick"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
        try:
            ready = server.stdout.readline().strip() if server.stdout else ""
            if ready.startswith("http"):
                show(ready, kept)
            return server.wait()
        finally:
            if server.poll() is None:
                server.terminate()
                try:
                    server.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    server.kill()


if __name__ == "__main__":
    raise SystemExit(main())
