"""What takes long to make is made once in a run: by the first process that needs it, for all processes."""

import fcntl
import os


def once(factory, name, make):
    """A folder of this run with what `make` put into it; who comes meanwhile waits. `factory`: tmp_path_factory."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            place.mkdir()
            make(place)
            done.touch()
    return place
