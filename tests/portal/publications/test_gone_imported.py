"""What an import brought is gone as well once it is taken down, alone or with all that came in the same file."""

from datetime import timedelta

import pytest

from tests.portal.publications.press import AT
from tests.portal.publications.test_gone import LISTS, SEARCH, content
from tests.records.publications.importing.files import licence, put, sheet
from tests.records.publications.shelf import publication
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications import words
from zhengwu.records.publications.importing import runs, withdrawing
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.models import Import, Publication

LATER = AT + timedelta(days=8)
TITLE = "罕见鸟类驯养许可决定"


@pytest.fixture
def run(district):
    """An import that brought three results, which stand in the index."""
    facts = {"name": "结果.csv", "digest": "0" * 64, "state": "done", "by": "导入", "actor": "person:1", "at": AT}
    run = Import.objects.create(body_id=district.bureau, **facts)
    for number in range(3):
        more = {"column": "results", "category": "art20_05", "changed_at": AT, "run": run, "source_key": f"K{number}"}
        row = publication(district.bureau, AT.date(), f"{TITLE}{number}", "licence_result", **more)
        words.put([words.entry(row, row.versions.get())])
    return run


def seen(reader, titles):
    """How many of these titles each page says, all pages read twice."""
    paths = [*LISTS, *SEARCH, "/publications?column=results", "/publications/feed.atom?column=results"]
    texts = [content(reader.get(path)) for path in [*paths, *paths]]
    return {title: sum(title in text for text in texts) for title in titles}


@pytest.mark.parametrize("whole", [False, True])
def test_what_was_imported_is_gone_wherever_one_looks(reader, run, actors, whole):
    titles = [f"{TITLE}{number}" for number in range(3)]
    assert min(seen(reader, titles).values()) > 10
    row = Publication.objects.get(title=titles[0])
    home = f"/publications/{row.pk}"
    tag = reader.get(home)["ETag"]
    if whole:
        assert withdrawing.withdraw(run.pk, "误导入。", by=actors["head"], at=AT + timedelta(days=1)) == 3
    else:
        withdrawing.take_down(row.pk, "误含个人信息。", by=actors["head"], at=AT + timedelta(days=1))
    left = seen(reader, titles)
    assert left[titles[0]] == 0
    assert all(bool(left[title]) is not whole for title in titles[1:])
    for path in (home, f"{home}/print", f"{home}/qr.svg", f"{home}?version=1"):
        answer = reader.get(path, headers={"if-none-match": tag})
        assert answer.status_code == 410
        assert TITLE not in content(answer)


def brought(folder, name, **cells):
    """The id of an import of one result of which the document has this name."""
    path = put(folder, sheet([licence(1, 行政许可决定文书名称=name, **cells)]))
    run, _ = runs.begun(path, path.name, Options(), by=CLOCKWORK, at=LATER)
    return runs.go(run, path, by=CLOCKWORK, at=LATER).run_id


def test_what_was_changed_is_everywhere_again_what_it_was(reader, district, actors, tmp_path):
    older, newer = "鸟类驯养许可决定书", "草木采集许可决定书"  # what is searched for is marked, and parted from these
    brought(tmp_path, f"罕见{older}")
    home = f"/publications/{Publication.objects.get().pk}"
    paths = [home, f"{home}/print", *LISTS, "/search?q=罕见", "/search?q=珍稀&format=json"]
    run_id = brought(tmp_path, f"珍稀{newer}", 决定书文号="青审采〔2026〕1号")
    before = {path: (newer in text, older in text) for path in paths for text in [content(reader.get(path))]}
    assert sum(said for said, _ in before.values()) > 8
    tag = reader.get(home)["ETag"]
    assert withdrawing.withdraw(run_id, "误导入。", by=CLOCKWORK, at=LATER + timedelta(days=1)) == 1
    for path in paths:
        answer = reader.get(path, headers={"if-none-match": tag})
        text = content(answer)
        assert answer.status_code == 200
        assert newer not in text, path
        assert "青审采" not in text, path
        assert (older in text) is before[path][0] or "search" in path, path
    assert reader.get(f"{home}?version=2").status_code == 404
    assert older in content(reader.get("/search?q=罕见"))
