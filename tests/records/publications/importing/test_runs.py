"""A file goes in once: again it changes nothing, broken off it goes on, and all that is counted is right throughout."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.records.publications.importing.files import AT, licence, put, sheet
from tests.records.publications.importing.proofs import found, right
from zhengwu.records.journal.models import Entry
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications import words
from zhengwu.records.publications.importing import reading, runs, sources
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.importing.reasons import refused
from zhengwu.records.publications.models import Import, Publication, Tally, Version
from zhengwu.records.rows import told
from zhengwu.records.troubles import Trouble

ALL = 40


def test_it_works(load, district):
    done = load([licence(at) for at in range(ALL)])
    assert (done.rows, done.made, done.faulty, done.state) == (ALL, ALL, 0, "done")
    one = Publication.objects.get(source_key="XK000007")
    assert (one.body_id, one.status, one.version) == (district.bureau, "public", 1)
    assert one.index_number == "QHSP-2026-000008"
    assert (one.category, one.attribute, one.validity, str(one.made_on)) == ("art20_05", "proactive", "", "2026-03-02")
    assert Version.objects.get(publication=one).facts[0] == ["行政相对人名称", "青禾7号商贸有限公司"]
    assert found("青禾7号商贸") == {one.pk}
    assert list(Entry.objects.values_list("action", flat=True))[-2:] == ["publications.import", "publications.imported"]
    right()


def test_what_the_index_was_given_is_what_it_is_told_when_it_is_taken_out(load):
    load([licence(at) for at in range(3)])
    one = Publication.objects.get(source_key="XK000001")
    words.drop(words.entry(one, Version.objects.get(publication=one)))
    assert one.pk not in found("青禾1号商贸")
    assert len(found("商贸有限公司")) == 2


def test_the_index_holds_what_each_publication_by_itself_would_put(load):
    load([licence(at) for at in range(ALL)])
    before = _held()
    for version in Version.objects.select_related("publication"):
        words.drop(words.entry(version.publication, version))
        words.put([words.entry(version.publication, version)])
    assert len(before) >= ALL
    assert _held() == before


def _held():
    """The texts that the index holds, and on SQLite in how many of them each token is."""
    if connection.vendor != "sqlite":
        return told("SELECT at, marks, words FROM findable_publications_rows ORDER BY at")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS temp.vocabulary")
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'findable_publications_usual', 'row')"
        )
    texts = told("SELECT id, words FROM findable_publications_rows WHERE id > 0 ORDER BY id")
    return texts + told("SELECT term, doc FROM temp.vocabulary ORDER BY term")


def test_again_it_changes_nothing(load):
    rows = [licence(at) for at in range(ALL)]
    load(rows)
    before = list(Publication.objects.order_by("id").values())
    done = load(rows)
    assert (done.made, done.changed, done.same) == (0, 0, ALL)
    assert list(Publication.objects.order_by("id").values()) == before
    right()


def test_what_changed_is_a_new_version(load):
    load([licence(at) for at in range(ALL)])
    done = load([licence(at, **({"许可内容": "乳制品销售"} if at == 5 else {})) for at in range(ALL)])
    assert (done.made, done.changed, done.same) == (0, 1, ALL - 1)
    one = Publication.objects.get(source_key="XK000005")
    new = Version.objects.get(publication=one, number=2)
    assert (one.version, new.change, one.index_number) == (2, "revision", "QHSP-2026-000006")
    assert ["许可内容", "乳制品销售"] in new.facts
    assert found("乳制品") == {one.pk}
    right()


def test_good_rows_go_in_and_bad_ones_are_kept_with_row_and_column(load):
    rows = [licence(at, **({"发布日期": "不详"} if at % 10 == 3 else {})) for at in range(ALL)]
    done = load(rows)
    assert (done.made, done.faulty) == (36, 4)
    kept = runs.kept_faults(done.run_id)
    assert [one.row for one in kept] == [5, 15, 25, 35]
    assert {(one.column, one.code) for one in kept} == {("发布日期", "day_unreadable")}
    assert load([licence(at) for at in range(ALL)]).made == 4
    right()


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_broken_off_it_goes_on_where_it_was(load, pages):
    rows, left = [licence(at) for at in range(ALL)], iter(range(pages - 1))
    done = load(rows, enough=lambda: next(left, None) is None)
    assert (done.state, Publication.objects.count()) == ("running", 10 * pages)
    done = load(rows)
    assert (done.resumed, done.made, done.state) == (True, ALL - 10 * pages, "done")
    run = Import.objects.get()
    assert (run.rows, run.made, run.position) == (ALL, ALL, ALL + 1)
    right()


def test_a_key_from_before_the_break_is_known_after_it(load):
    rows = [*(licence(at) for at in range(15)), licence(2, 许可内容="酒类")]
    load(rows, enough=lambda: True)
    load(rows)
    [one] = runs.kept_faults(Import.objects.get().pk)
    assert (one.row, one.code) == (17, "same_key")


def test_two_runs_of_a_file_do_not_pass_each_other(load, tmp_path):
    rows = [licence(at) for at in range(ALL)]
    load(rows, enough=lambda: True)
    path = put(tmp_path, sheet(rows))
    slow, _ = runs.begun(path, "a", Options(), by=CLOCKWORK, at=AT)
    assert load(rows).made == ALL - 10
    with pytest.raises(Trouble, match="import_elsewhere"):
        runs.go(slow, path, by=CLOCKWORK, at=AT)
    right()


def test_a_trial_writes_nothing(load, tmp_path, district):
    path = put(tmp_path, sheet([licence(at) for at in range(ALL)]))
    done = runs.tried(path, Options(), by=CLOCKWORK, at=AT)
    assert (done.made, done.run_id) == (ALL, None)
    assert (Publication.objects.count(), Import.objects.count()) == (0, 0)


def test_channels_are_counted_each(load):
    load([licence(1), licence(2)], Options(channels=("portal", "platform")))
    assert dict(Tally.objects.values_list("channel", "count")) == {"portal": 2, "platform": 2}
    right()


def test_a_page_costs_few_statements(load, django_assert_max_num_queries):
    load([licence(0)])
    with django_assert_max_num_queries(45):  # one page of ten rows, with what begins and ends a run
        load([licence(at) for at in range(1, 11)])


def test_a_file_that_breaks_on_the_way_stops_its_run(load, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "lines", _breaking)
    with pytest.raises(Trouble, match="damaged"):
        load([licence(at) for at in range(ALL)])
    run = Import.objects.get()
    assert (run.state, run.rows, Publication.objects.count()) == ("stopped", 20, 20)
    monkeypatch.undo()
    assert load([licence(at) for at in range(ALL)]).resumed
    right()


def _breaking(path, source):
    for line in sources.lines(path, source):
        if line.row > 25:
            raise refused("damaged")
        yield line


def test_only_bodies_of_the_right_may_be_named(load, actors, tmp_path):
    path = put(tmp_path, sheet([licence(1, 许可机关="青禾区民政局")]))
    run, _ = runs.begun(path, "a", Options(), by=actors["clerk"], at=AT)
    assert runs.go(run, path, by=actors["clerk"], at=AT).faults[0].code == "body_unknown"
    with pytest.raises(Trouble, match="forbidden"):
        runs.begun(path, "a", Options(), by=actors["auditor"], at=AT)


def test_another_file_with_the_same_keys_at_once(load, district, monkeypatch, tmp_path):
    """On PostgreSQL both may see that a key is free; the unique key decides, and the page is planned again."""
    rows, plan = [licence(1)], runs.laying.planned
    load(rows)
    blind = iter([True])
    monkeypatch.setattr(
        runs.laying, "planned", lambda ready: runs.laying.Plan(fresh=list(ready)) if next(blind, False) else plan(ready)
    )
    done = load([licence(1), licence(2)])
    assert (done.made, done.same) == (1, 1)
    right()


def test_options_are_kept_as_they_were():
    options = Options(3, "notice", "news", ("portal", "hall"), (("编号", "单号"),), "理由", "keep")
    assert runs.options_of(options.as_json()) == options
    assert runs.options_of(replace(options, mapping=()).as_json()).mapping == ()
