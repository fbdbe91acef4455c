"""`make demo` as a process: started, read until it serves, stopped as `make` would stop it."""

import json
import shutil
import signal
import socket
import subprocess
import time

from tests.house.tree import ROOT
from tests.once import once

HOME, STORY = "home", "first.json"  # of the folder that `built` gives: the installation, and how its first start went


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


class Demo:
    """The demonstration as a process, and what it has printed so far."""

    def __init__(self, home, port):
        python = ROOT / ".venv" / "bin" / "python"
        command = [str(python), "-m", "examples.district", "--port", str(port), "--home", str(home)]
        self.printed, self.begun = "", time.monotonic()
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def until(self, text):
        """Reads until a line holds the text; gives the seconds since the start."""
        for line in self.process.stdout:
            self.printed += line
            if text in line:
                return time.monotonic() - self.begun
        raise AssertionError(self.printed)

    def stop(self):
        """Ends it as `make` would, and gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.printed += self.process.stdout.read()
        return self.process.wait(timeout=20)


def built(factory):
    """The folder of a demonstration that was started once, which built it, and stopped; made once in a run."""

    def make(place):
        demo = Demo(place / HOME, free_port())
        try:
            seconds = demo.until("Ctrl-C")
        finally:
            code = demo.stop()
        (place / STORY).write_text(json.dumps({"seconds": seconds, "printed": demo.printed, "code": code}), "utf-8")

    return once(factory, "demonstration", make)


def copied(factory, to):
    """A demonstration of one's own, already built; its home."""
    shutil.copytree(built(factory) / HOME, to)
    return to
