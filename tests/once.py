"""What takes long to make is made once in a run: by the first process that needs it, for all processes."""

import fcntl
import os


def once(factory, name, make):
    """A folder of this run with what `make` put into it; who comes meanwhile waits. `factory`: tmp_path_factory.

    Where it could not be made, nobody tries again: all are told why.
    """
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place, done, failed = (base / f"{name}{more}" for more in ("", ".done", ".failed"))
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            raise AssertionError(failed.read_text("utf-8"))
        if not done.exists():
            place.mkdir()
            try:
                make(place)
            except BaseException as error:
                failed.write_text(f"{name} could not be made: {error}", "utf-8")
                raise
            done.touch()
    return place
