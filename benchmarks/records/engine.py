"""The engine alone, in one process: taking a step, replaying a case, what is lawful next, why a day is the last one.

`python -m benchmarks.records.engine TURNS` prints microseconds of CPU a call as JSON. The limit beside them is a bare
loop that looks a transition up in a dict and appends to a tuple: what a procedure costs that knows no law.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date

from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import event_from, explain, next_steps, procedure, replay, standing, take

RULES = procedure("information_request")
CALENDAR = national()
STORY = tuple(
    event_from(said)
    for said in (
        {"event": "submitted", "on": "2026-03-02", "channel": "counter", "items": ["甲项目的招标文件", "乙项目的合同"]},
        {"event": "received", "on": "2026-03-02"},
        {"event": "assigned", "on": "2026-03-03", "note": "请按期办理"},
        {"event": "correction_requested", "on": "2026-03-04", "what": "请写明项目的名称", "days": 15},
        {"event": "correction_received", "on": "2026-03-11", "text": "补充如下", "items": ["甲项目文件", "乙项目合同"]},
        {"event": "consultation_sent", "on": "2026-03-12", "party": "1", "kind": "third_party"},
        {"event": "opinion_received", "on": "2026-03-20", "party": "1", "opinion": "agrees"},
        {"event": "extended", "on": "2026-03-25", "days": 20, "reasons": "内容较多"},
        {"event": "decided", "on": "2026-04-10", "outcome": "granted"},
        {"event": "delivered", "on": "2026-04-13", "channel": "post"},
    )
)
MOVES = {
    ("draft", "submitted"): "submitted", ("submitted", "received"): "received", ("received", "assigned"): "in_handling",
    ("in_handling", "correction_requested"): "awaiting_correction", ("consulting", "opinion_received"): "in_handling",
    ("awaiting_correction", "correction_received"): "received", ("received", "consultation_sent"): "consulting",
    ("in_handling", "extended"): "in_handling", ("in_handling", "decided"): "decided",
    ("decided", "delivered"): "delivered",
}  # fmt: skip


def bare_replay() -> str:
    """Ten transitions looked up in a dict, the events kept."""
    state, events = "draft", ()
    for event in STORY:
        state, events = MOVES[state, event.key], (*events, event)
    return state


def microseconds(work: Callable[[], object], turns: int) -> float:
    """CPU time of one call."""
    for _ in range(20):
        work()
    begun = time.process_time()
    for _ in range(turns):
        work()
    return (time.process_time() - begun) / turns * 1e6


def main() -> None:
    """Measures and prints."""
    turns = int(sys.argv[1])
    half = replay(RULES, STORY[:8], CALENDAR)
    assert half.events
    whole = replay(RULES, STORY, CALENDAR)
    assert whole.state == bare_replay() == "delivered", whole
    reply = half.clock("reply")
    on = date(2026, 4, 10)
    work: dict[str, Callable[[], object]] = {
        "bare": bare_replay,
        "replay": lambda: replay(RULES, STORY, CALENDAR),
        "take": lambda: take(RULES, half, STORY[8], CALENDAR),
        "next_steps": lambda: next_steps(RULES, half, on, CALENDAR, ("head",)),
        "standing": lambda: standing(RULES, half, on, CALENDAR),
        "explain": lambda: explain(RULES, half, reply, CALENDAR),
    }
    print(json.dumps({name: microseconds(one, turns) for name, one in work.items()}))


if __name__ == "__main__":
    main()
