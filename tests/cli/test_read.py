"""`zhengwu report read`: for people a table, for machines the contract."""

import csv
import json

import pyarrow.parquet

from zhengwu.statute.report.formats import format_of

CONTRACT = ["agency", "year", "publication_date", "tables", "text", "findings", "unread"]


def test_it_works(run, sound):
    result = run("report", "read", sound)
    assert result.exit_code == 0
    assert "青禾区教育局 · 2023年度" in result.output
    assert "（一）予以公开" in result.output


def test_one_file_prints_one_object_with_the_keys_of_the_contract(run, sound):
    result = run("report", "read", sound, "--json")
    reading = json.loads(result.output)
    assert [key for key in reading if key in CONTRACT] == CONTRACT
    assert list(reading["tables"]) == ["publications", "requests", "remedies"]
    table = reading["tables"]["requests"]
    assert {"format", "status", "cells"} <= table.keys()
    cell = table["cells"]["received"]["natural_person"]
    assert list(cell) == ["value", "raw", "kind", "unit", "note", "place"]
    assert (cell["value"], cell["kind"]) == (3, "number")


def test_every_cell_of_the_form_is_in_the_object(run, sound):
    tables = json.loads(run("report", "read", sound, "--json").output)["tables"]
    for table in format_of("2021").tables:
        cells = {(row, column) for row, columns in tables[table.key]["cells"].items() for column in columns}
        assert set(table.keys) <= cells


def test_a_folder_prints_one_object_a_line_in_order(run, sound, faulty):
    (sound.parent / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    result = run("report", "read", sound.parent, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["source"].rsplit("/")[-1] for line in lines] == ["broken.pdf", "faulty.html", "sound.html"]
    assert set(lines[0]) == {"source", "error"}
    assert set(lines[0]["error"]) == {"code", "sentence", "gloss"}
    assert result.exit_code == 2


def test_findings_do_not_change_the_code_of_read(run, faulty):
    result = run("report", "read", faulty, "--json")
    assert json.loads(result.output)["findings"]
    assert result.exit_code == 0


def test_csv_has_one_line_a_cell(run, sound, tmp_path):
    assert run("report", "read", sound, "--csv", tmp_path / "cells.csv").exit_code == 0
    with (tmp_path / "cells.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(table.keys) for table in format_of("2021").tables)
    assert {row["value"] for row in rows if row["row"] == "received" and row["column"] == "total"} == {"3"}


def test_csv_goes_to_standard_output(run, sound, faulty):
    result = run("report", "read", sound, faulty, "--csv", "-")
    assert result.stdout.count("agency,year") == 1
    assert "青禾区教育局" in result.stdout
    assert "青禾区财政局" in result.stdout


def test_parquet_holds_every_report(run, sound, faulty, tmp_path):
    run("report", "read", sound, faulty, "--parquet", tmp_path / "cells.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "cells.parquet")
    assert set(table["agency"].to_pylist()) == {"青禾区教育局", "青禾区财政局"}


def test_it_reads_standard_input(run, sound):
    result = run("report", "read", "-", "--json", input=sound.read_bytes())
    assert json.loads(result.output)["agency"] == "青禾区教育局"


def test_it_reads_its_own_json_again(run, sound, tmp_path):
    first = json.loads(run("report", "read", sound, "--json").output)
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(first, ensure_ascii=False), "utf-8")
    again = json.loads(run("report", "read", saved, "--json").output)
    assert again["tables"] == first["tables"]


def test_english_adds_a_gloss_and_keeps_the_statutory_word(run, sound):
    output = run("report", "read", sound, "--lang", "en").output
    assert "（一）予以公开 granted" in output
    assert "year 2023" in output


def test_rows_of_zeros_are_counted_or_shown(run, sound):
    assert "重复申请" not in run("report", "read", sound).output
    assert "重复申请" in run("report", "read", sound, "--all").output


def test_an_output_that_is_interrupted_leaves_the_old_file(run, sound, tmp_path, monkeypatch):
    (tmp_path / "cells.csv").write_text("before")
    monkeypatch.setattr("zhengwu.cli.outputs.Outputs._pass", lambda *_: 1 // 0)
    assert run("report", "read", sound, "--csv", tmp_path / "cells.csv").exit_code == 70
    assert [path.name for path in tmp_path.iterdir() if "cells" in path.name] == ["cells.csv"]
    assert (tmp_path / "cells.csv").read_text() == "before"
