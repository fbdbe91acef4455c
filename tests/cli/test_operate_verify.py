"""What `zhengwu verify` finds: any column, entry, chain or file that is not as it must be, by name."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.operating import zhengwu


def change(home, statement):
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        database.execute(statement)
        database.commit()


def test_what_is_whole_is_whole(home):
    done = zhengwu(home, "verify", "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["defects"]) == (0, [])
    assert said["checked"]["cases"] > 15
    stored = [path for path in (home / "files").glob("??/*") if path.is_file()]
    assert said["checked"]["files"] == len(stored) > 1


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE cases_case SET due_on = '2031-01-01' WHERE id = 3", "cases"),
        ("UPDATE cases_case SET length = length + 1 WHERE id = 3", "cases"),
        ("UPDATE cases_event SET \"on\" = '2020-01-02' WHERE case_id = 3 AND number = 1", "cases"),
        ("UPDATE cases_event SET actor_name = 'x' WHERE case_id = 3 AND number = 1", "cases"),
        ("UPDATE cases_item SET outcome = 'granted' WHERE case_id = 3", "cases"),
        ("DELETE FROM cases_item WHERE case_id = 3", "cases"),
        ("UPDATE journal_entry SET reason = 'x' WHERE chain = 2 AND number = 2", "journal"),
        ("DELETE FROM journal_entry WHERE chain = 2 AND number = (SELECT max(number) FROM journal_entry)", "journal"),
    ],
)
def test_it_names_what_was_altered(home, statement, kind):
    change(home, statement)
    if statement.startswith("DELETE FROM journal"):
        change(home, "DELETE FROM journal_entry WHERE id = (SELECT max(id) FROM journal_entry WHERE chain = 2)")
    done = zhengwu(home, "verify", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)["defects"]
    assert {one["kind"] for one in found} == {kind}
    assert len(found) == 1


def test_it_names_files_that_are_gone_or_altered(home):
    path = next(path for path in (home / "files").rglob("*") if path.is_file())
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    done = zhengwu(home, "verify", "--lang", "en")
    assert done.returncode == 1
    assert "was altered" in done.stdout
    assert path.name in done.stdout
    path.unlink()
    assert "is not in the store" in zhengwu(home, "verify", "--lang", "en").stdout
