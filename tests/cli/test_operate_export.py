"""Everything on file, in open formats: complete, sealed unless somebody answers for it, narrowed to a body."""

import json
import sqlite3
from contextlib import closing

import pyarrow.parquet
import pytest

from tests.cli.operating import zhengwu

# How people sign in, and what guards it.
SECRETS = {
    "people_session", "people_oldpassword", "people_attempt", "people_token", "people_familiardevice",
    "people_authenticator", "people_recoverycode", "people_passkey", "people_provideraccount", "people_spent",
    "outbox_answered",
}  # fmt: skip
# What is on nobody's file yet, and goes by itself.
UNFINISHED = {
    "drafts_draft", "drafts_draftfile", "drafts_turn", "unfinished_begun", "unfinished_paper", "reports_incoming",
}  # fmt: skip


def lines(folder, table):
    return [json.loads(line) for line in (folder / "jsonl" / f"{table}.jsonl").read_text().splitlines()]


def counts(home):
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counted = [name for name in names if not name.startswith("findable_")]  # made of titles and names
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counted}


def test_every_table_leaves_whole_in_both_formats(home, tmp_path):
    folder = tmp_path / "out"
    done = zhengwu(home, "export", folder)
    assert done.returncode == 0, done.stderr
    held = counts(home)
    schema = json.loads((folder / "schema.json").read_text())["tables"]
    for table in schema:
        name = table["table"]
        rows = lines(folder, name)
        assert len(rows) == table["rows"] == held.pop(name)
        read = pyarrow.parquet.read_table(folder / "parquet" / f"{name}.parquet")
        assert (read.num_rows, read.column_names) == (len(rows), [column["name"] for column in table["columns"]])
        assert table["meaning"]
    left = SECRETS | UNFINISHED
    assert left <= set(held)
    assert set(held) - left <= {"django_migrations", "django_content_type", "sqlite_sequence"}
    assert json.loads((folder / "calendar.json").read_text())["years"]


def test_parquet_holds_the_same_as_the_lines(home, tmp_path):
    zhengwu(home, "export", tmp_path / "out")
    read = pyarrow.parquet.read_table(tmp_path / "out" / "parquet" / "cases_event.parquet").to_pylist()
    for row, line in zip(read, lines(tmp_path / "out", "cases_event"), strict=True):
        assert (row["number"], row["key"], row["on"].isoformat(), row["hash"]) == (
            line["number"], line["key"], line["on"], line["hash"],
        )  # fmt: skip
        assert json.loads(row["says"]) == line["says"]


def test_personal_data_stays_sealed_and_secrets_stay_here(home, tmp_path):
    zhengwu(home, "export", tmp_path / "out")
    parties = [row for row in lines(tmp_path / "out", "cases_party") if row["phone"]]
    assert parties
    assert all(row["phone"].startswith("k1.") for row in parties)
    assert all(not row["id_number"] or row["id_number"].startswith("k1.") for row in parties)
    people = lines(tmp_path / "out", "people_person")
    assert "password" not in people[0]
    assert b"argon2" not in b"".join(path.read_bytes() for path in (tmp_path / "out" / "jsonl").iterdir())


def test_unsealing_needs_a_name_a_reason_and_leaves_a_trace(home, tmp_path):
    assert zhengwu(home, "export", tmp_path / "a", "--unsealed", "--yes").returncode == 64
    nobody = ("--unsealed", "--by", "nobody", "--reason", "移交", "--yes")
    assert zhengwu(home, "export", tmp_path / "b", *nobody).returncode == 64
    somebody = ("--unsealed", "--by", "qh-administrator", "--reason", "移交档案馆")
    assert zhengwu(home, "export", tmp_path / "c", *somebody).returncode != 0  # nobody there to say yes
    assert zhengwu(home, "export", tmp_path / "d", *somebody, "--yes").returncode == 0
    assert not (tmp_path / "c" / "jsonl").exists()
    assert any(row["phone"].startswith("000-") for row in lines(tmp_path / "d", "cases_party"))
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        noted = database.execute("SELECT actor_name, reason FROM journal_entry WHERE action = 'export.unsealed'")
        assert [row[1] for row in noted.fetchall()] == ["移交档案馆"]


def test_one_body_takes_only_its_own(home, tmp_path):
    assert zhengwu(home, "export", tmp_path / "out", "--body", "审批局").returncode == 0
    bodies = {row["id"] for row in lines(tmp_path / "out", "organs_body")}
    assert bodies == {2}
    assert {row["body_id"] for row in lines(tmp_path / "out", "cases_case")} == {2}
    ids = {row["id"] for row in lines(tmp_path / "out", "cases_case")}
    assert {row["case_id"] for row in lines(tmp_path / "out", "cases_event")} == ids
    assert zhengwu(home, "export", tmp_path / "other", "--body", "没有的局").returncode == 64


@pytest.mark.parametrize("content", ["mine"])
def test_it_writes_into_an_empty_folder_only(home, tmp_path, content):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text(content)
    assert zhengwu(home, "export", tmp_path / "out").returncode == 64
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt"]
