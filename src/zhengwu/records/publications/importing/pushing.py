"""Results pushed by another system, as JSON: judged by the same rules and laid down by the same run as those of a file.

A person hands a file over at the desk, and another releases it. A system pushes what its own office has decided; that
it may was decided by who issued its token.
"""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import orjson

from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.importing import runs
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.importing.runs import Outcome
from zhengwu.records.troubles import forbidden

MOST = 1000  # rows of a push


def push(
    pushed: Sequence[Mapping[str, str]], options: Options, *, dry_run: bool = False, by: Actor, at: datetime
) -> Outcome:
    """Publishes rows, each told by the names of its columns; with `dry_run` they are judged and nothing is written.

    A row that is in already, by its source key, stays as it is, or becomes a new version where it says something else.
    Raises Trouble: missing (body), forbidden (no such right, or no system), invalid (no title), conflict (the same push
    runs beside this one).
    """
    if by.kind != "system":
        zh = "接口只接收其他系统的推送；人员请在工作台“批量导入”中办理，由另一人放行。"
        raise forbidden(runs.RIGHT, zh, "Only systems push; people import at the desk, where another person releases.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pushed.jsonl"
        path.write_bytes(b"".join(orjson.dumps(dict(row)) + b"\n" for row in pushed))
        if dry_run:
            return runs.tried(path, options, by=by, at=at)
        run, _ = runs.begun(path, by.name, options, by=by, at=at)
        return runs.go(run, path, by=by, at=at)
