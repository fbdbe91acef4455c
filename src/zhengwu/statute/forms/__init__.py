"""Forms as data: fields, when they are asked for, and what must hold; and what becomes of answers.

A form belongs to the version of an item. Nothing here draws a page or knows a person: a counter renders `Form`, and
whatever comes back is judged by `judged`, after the logic ran, wherever it came from.
"""

from zhengwu.statute.forms.judging import Fault, Judged, Value, as_sent, asked, judged, prefilled
from zhengwu.statute.forms.merging import Merged, Part, merged, split
from zhengwu.statute.forms.saying import choices_of, said
from zhengwu.statute.forms.soundness import faults_of

__all__ = [
    "Fault", "Judged", "Merged", "Part", "Value", "as_sent", "asked", "choices_of", "faults_of", "judged", "merged",
    "prefilled", "said", "split",
]  # fmt: skip
