"""Several at once, each in a process of its own, all let go at the same moment. See tests/together.py for threads."""

import multiprocessing
import os
import pickle

from django.db import connections

from zhengwu.records.troubles import Trouble


def apart(*tasks):
    """Runs the tasks side by side in forks; gives what each returned, or the Trouble or other exception it raised."""
    connections.close_all()  # a connection must not be shared with a fork
    barrier = multiprocessing.get_context("fork").Barrier(len(tasks))
    started = [_forked(task, barrier) for task in tasks]
    results = []
    for process, heard in started:
        with os.fdopen(heard, "rb") as said:
            results.append(_opened(said.read()))
        os.waitpid(process, 0)
    return results


def _forked(task, barrier):
    heard, say = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(heard)
            barrier.wait(30)
            os.write(say, _packed(task))
        finally:
            os._exit(0)
    os.close(say)
    return process, heard


def _packed(task):
    """A Trouble travels as its parts: it is no exception that pickle can make again."""
    try:
        return pickle.dumps(("value", task()))
    except Trouble as trouble:
        return pickle.dumps(("trouble", (trouble.kind, trouble.code, trouble.message, trouble.advice, trouble.where)))
    except Exception as error:  # noqa: BLE001 - it is the result
        return pickle.dumps(("error", repr(error)))


def _opened(packed):
    kind, value = pickle.loads(packed) if packed else ("error", "the process ended without a word")  # noqa: S301 - ours
    return Trouble(*value) if kind == "trouble" else RuntimeError(value) if kind == "error" else value
