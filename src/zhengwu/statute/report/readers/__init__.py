"""Reads published reports: `files` makes lines and grids of bytes, the modules here make cells with their place."""

from pathlib import Path

from zhengwu.statute.report.model import Report
from zhengwu.statute.report.readers.errors import Unreadable

__all__ = ["SUFFIXES", "Unreadable", "read_bytes", "read_file"]

SUFFIXES = (
    ".html .htm .mht .mhtml .docx .doc .wps .rtf .odt .pdf .xlsx .xls .txt .md .json".split()
)  # what a folder is searched for; what a file is, its content decides


def read_bytes(content: bytes, name: str = "") -> Report:
    """The report in a file's bytes; `name` is kept as its source. A bad file raises Unreadable, nothing else."""
    if content.lstrip()[:1] == b"{":
        from zhengwu.statute.report.readers.saved import read_saved

        return read_saved(content, name)
    from zhengwu.statute.report.readers.assemble import read_document
    from zhengwu.statute.report.readers.files.source import open_document

    return read_document(open_document(content, name), name)


def read_file(path: Path) -> Report:
    """The report in a file. Raises Unreadable for bad content, OSError where the file cannot be opened."""
    from zhengwu.statute.report.readers.files.source import MOST_BYTES

    with path.open("rb") as file:
        return read_bytes(file.read(MOST_BYTES + 1), str(path))
