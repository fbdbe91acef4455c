"""The end of a year's story: a request is carried over, the report counts, is signed, published and read back."""

from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.readers import read_bytes

KINDS = ("html", "docx", "pdf", "xlsx", "json")


def staffed(counter):
    """Tokens of those who close the year."""
    counter.token("compiler", "report.read", "report.compile", "case.read", "as.clerk")
    counter.token("signer", "report.read", "report.sign", "report.publish", "case.read", "as.leader")


def figures_entered(counter, at):
    """The office publishes elsewhere; its figures of part two are entered with their source."""
    for row, column in format_of("2021").table("publications").keys:
        response = counter.ask(
            "compiler", "PUT", f"{at}/cells/publications/{row}/{column}", {"value": "0", "note": "台账"}
        )
        assert response.status_code == 204, response.said


def counted(counter, at, expected):
    """Each figure expected stands in the live report, and opens to exactly as many cases."""
    report = counter.get("compiler", at)
    cells = {(one["table"], one["row"], one["column"]): one["value"] for one in report["cells"]}
    for (table, row, column), number in expected.items():
        assert cells[table, row, column] == number, (table, row, column)
        page = counter.get("compiler", f"{at}/cells/{table}/{row}/{column}?limit=200")
        assert len(page["items"]) == number, (table, row, column)


def signed_and_published(counter, at):
    """Without an error: checked, signed, frozen, published."""
    found = counter.post("compiler", f"{at}/check", None, 200)
    assert not [one for one in found if one["severity"] == "error"], found
    counter.post("signer", f"{at}/sign", {}, 200)
    counter.post("signer", f"{at}/publish", None, 200)


def read_back(counter, at, expected):
    """Whoever downloads a published document reads the same figures in it."""
    for kind in KINDS:
        report = read_bytes(counter.download(f"{at}/documents/{kind}"), f"report.{kind}")
        for (table, row, column), number in expected.items():
            assert report.cell(table, row, column).value == number, (kind, table, row, column)
