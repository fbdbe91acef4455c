"""The code by which a licence's own pages point to it: what stands beside its identifier where anybody checks it."""

from zhengwu.records.licences import digests
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, missing


def code_of(licence_id: int) -> str:
    """The code of a licence. For its holder, and for whoever has a document of it. Raises Trouble: missing."""
    for identifier, digest in told("SELECT identifier, digest FROM licences_licence WHERE id = %s", [licence_id]):
        return digests.code(identifier, digest)
    raise missing(Words("这份证照", "licence"), where="licence_id")
