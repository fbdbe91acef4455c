"""Numbers that identify organizations, citizens and telephones: whether they are sound, how they are masked.

What lives here: one module a number, with the check of its standard. A check returns None or a `Problem`; it never
raises for bad input. What does not: whose number it is, and whether such a person or body exists.
"""

from zhengwu.statute.identifiers import citizen_id, phone, uscc
from zhengwu.statute.identifiers.problem import Problem, written

__all__ = ["Problem", "citizen_id", "phone", "uscc", "written"]
