"""The worker processes: in order, past every input that kills, hangs or swells."""

import os
import signal
import time

import pytest

from zhengwu.cli import readings
from zhengwu.cli.limits import Limits, TimeUp, time_limit
from zhengwu.cli.work import run

LIMITS = Limits(0.5, 4 * 2**30)


def double(job: int) -> int:
    return 2 * job


def die_at_seven(job: int) -> int:
    if job == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * job


def hang_at_three(job: int) -> int:
    if job == 3:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        time.sleep(60)
    return 2 * job


def slower_first(job: int) -> int:
    time.sleep(0.05 if job == 0 else 0)
    return job


def lost(job: int, stuck: bool) -> tuple[int, bool]:
    return job, stuck


def answers(function, count, **options) -> list:
    return list(run(function, range(count), workers=2, limits=LIMITS, failed=lost, **options))


def test_results_come_in_the_order_of_the_jobs():
    assert answers(slower_first, 500) == list(range(500))


@pytest.mark.parametrize("chunk", [1, 4, 64])
def test_a_job_that_kills_its_process_costs_only_itself(chunk):
    found = answers(die_at_seven, 100, chunk=chunk)
    assert found == [(7, False) if job == 7 else 2 * job for job in range(100)]


def test_a_job_that_hangs_beyond_signals_is_given_up():
    found = answers(hang_at_three, 8, chunk=4)
    assert found == [(3, True) if job == 3 else 2 * job for job in range(8)]


def test_no_jobs_give_no_results():
    assert answers(double, 0) == []


def test_only_a_bounded_number_of_jobs_is_taken_ahead():
    taken = []
    jobs = (taken.append(number) or number for number in range(10_000))
    results = run(double, jobs, workers=2, limits=LIMITS, failed=lost)
    next(results)
    assert len(taken) < 300
    results.close()


def test_time_limit_rings():
    with pytest.raises(TimeUp), time_limit(0.05):
        time.sleep(5)


def test_an_input_that_takes_too_long_is_unreadable_and_the_rest_goes_on(run, sound, faulty, monkeypatch):
    read = readings.load
    monkeypatch.setattr(readings, "load", lambda s, t: time.sleep(60) if s.name == str(faulty) else read(s, t))
    result = run("report", "read", faulty, sound, "--json", "--timeout", "2")
    assert result.exit_code == 2
    assert '"code": "timeout"' in result.stdout
    assert '"agency": "青禾区教育局"' in result.stdout


def test_an_input_that_needs_too_much_memory_is_unreadable(run, sound, faulty, monkeypatch):
    read = readings.load
    monkeypatch.setattr(readings, "load", lambda s, t: bytes(2**40) if s.name == str(faulty) else read(s, t))
    result = run("report", "read", faulty, sound, "--json", "--memory", "4096")
    assert '"code": "memory"' in result.stdout
    assert '"agency": "青禾区教育局"' in result.stdout
