"""The statutory forms, one TOML file each. A new form is a new file; nothing in the program names a form's year.

A file says which years it is for, its six parts, its tables (blocks of rows and columns with their labels, units and
legal sources) and the equations that must hold in it. `formats()` reads them all and proves that they are sound.
"""

from zhengwu.statute.report.formats.model import (
    Block,
    Column,
    Equation,
    Format,
    FormatError,
    PartForm,
    Row,
    TableForm,
    Term,
)
from zhengwu.statute.report.formats.registry import format_for_year, format_of, formats, load_format, using

__all__ = [
    "Block",
    "Column",
    "Equation",
    "Format",
    "FormatError",
    "PartForm",
    "Row",
    "TableForm",
    "Term",
    "format_for_year",
    "format_of",
    "formats",
    "load_format",
    "using",
]
