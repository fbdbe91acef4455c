"""Several at once: each in a thread and a connection of its own, all let go at the same moment."""

from threading import Barrier, Thread

from django.db import connections


def at_once(*tasks):
    """Runs the tasks side by side; gives what each returned, or the exception that it raised."""
    barrier, results = Barrier(len(tasks)), [None] * len(tasks)

    def run(place, task):
        try:
            barrier.wait()
            results[place] = task()
        except Exception as error:  # noqa: BLE001 - it is the result
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
