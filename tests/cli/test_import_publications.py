"""`zhengwu import publications`: a contract that scripts rely on, also where it is killed on the way."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.cli.operating import environment, zhengwu
from tests.records.publications.importing.files import licence, sheet

MANY = 12_000


def put(folder, content, name="results.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


def told(home, statement):
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        return database.execute(statement).fetchall()


def test_it_works(bureau, tmp_path):
    path = put(tmp_path, sheet([licence(at) for at in range(30)]))
    done = zhengwu(bureau, "import", "publications", path)
    assert done.returncode == 0, done.stderr
    assert "30 行：新增 30，变更 0，未变 0，有误 0" in done.stdout
    again = zhengwu(bureau, "import", "publications", path, "--lang", "en")
    assert (again.returncode, "0 new, 0 changed, 30 the same" in again.stdout) == (0, True)
    gone = zhengwu(bureau, "import", "withdraw", 1, "--reason", "数据有误")
    assert "已撤下 30 条" in gone.stdout
    assert told(bureau, "SELECT count(*) FROM publications_publication WHERE status = 'public'") == [(0,)]


def test_row_errors_end_with_one(bureau, tmp_path):
    path = put(tmp_path, sheet([licence(1), licence(2, 许可决定日期="昨天"), licence(3, 许可内容="电话13800138000")]))
    faults = tmp_path / "faults.csv"
    done = zhengwu(bureau, "import", "publications", path, "--json", "--faults", faults)
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)
    assert (said["rows"], said["new"], said["faulty"]) == (3, 1, 2)
    found = [(one["row"], one["column"], one["code"]) for one in said["faults"]]
    assert found == [(3, "许可决定日期", "day_unreadable"), (4, "许可内容", "personal_mobile")]
    assert len(faults.read_text("utf-8-sig").splitlines()) == 3
    assert "13800138000" not in done.stdout + faults.read_text("utf-8-sig")
    before = path.read_bytes()
    assert zhengwu(bureau, "import", "publications", path, "--faults", path).returncode == 64
    assert zhengwu(bureau, "import", "publications", path, "--faults", tmp_path / "none" / "x.csv").returncode == 73
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "args", "status"),
    [
        (b"", (), 2),
        (b"%PDF-1.7", (), 2),
        ("甲,乙\n一,二\n".encode(), (), 2),
        (b"title,text\na,b\n", ("--kind", "nonsense"), 64),
        (b"title,text\na,b\n", ("--body", "no body"), 64),
        (b"title,text\na,b\n", ("--map", "nonsense"), 64),
    ],
)
def test_it_refuses_a_file_or_an_option(bureau, tmp_path, content, args, status):
    done = zhengwu(bureau, "import", "publications", put(tmp_path, content), *args)
    assert done.returncode == status
    assert done.stderr
    assert told(bureau, "SELECT count(*) FROM publications_import") == [(0,)]


def test_help_names_every_column():
    done = subprocess.run(
        [sys.executable, "-m", "zhengwu", "import", "publications", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in ("编号 / source_key", "标题 / title", "公开机关 / body", "统一社会信用代码 / credit_code", "--dry-run"):
        assert name in done.stdout


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(bureau, tmp_path):
    path = put(tmp_path, sheet([licence(at) for at in range(MANY)]))
    command = [sys.executable, "-m", "zhengwu", "import", "publications", str(path), "--json"]
    kills = 0
    for wait in (2.0, 3.5, 5.0):
        run = subprocess.Popen(command, env=environment(bureau), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        if run.poll() is None:
            run.send_signal(signal.SIGKILL)
            kills += 1
        run.communicate()
        whole(bureau)
    assert kills
    done = zhengwu(bureau, "import", "publications", path, "--json")
    assert done.returncode == 0, done.stderr
    assert told(bureau, "SELECT count(*), count(DISTINCT source_key) FROM publications_publication") == [(MANY, MANY)]
    whole(bureau)


def whole(home):
    """Nothing twice, nothing half, no gap: register, versions, placements, tallies, numbers and index agree."""
    ((count, newest),) = told(
        home,
        "SELECT count(*), coalesce(max(CAST(substr(index_number, -6) AS integer)), 0) FROM publications_publication",
    )
    assert newest == count
    for table in ("publications_version", "publications_placement", "findable_publications_rows"):
        assert told(home, f"SELECT count(*) FROM {table}") == [(count,)]
    assert told(home, "SELECT coalesce(sum(count), 0) FROM publications_tally") == [(count,)]
    assert told(home, "SELECT coalesce(sum(rows - same), 0), coalesce(sum(made), 0) FROM publications_import") == [
        (count, count)
    ]
    assert told(home, "PRAGMA integrity_check") == [("ok",)]
