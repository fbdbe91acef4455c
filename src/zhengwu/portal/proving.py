"""What the identity service said of whoever fills in a request: a paper among the draft's own, as long as it is so.

The paper goes to the case with the others, in a role that nobody can give to what they upload. It is taken away where
another name or number is typed, where somebody else sits there, and where they say so.
"""

from zhengwu.portal import identity
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import ATTESTED, Drafted, FileFacts, Sent
from zhengwu.ui.catalogue import words
from zhengwu.ui.forms import Filled
from zhengwu.visits import Asked

TITLE_MOST = 40


def paper_of(draft: Drafted) -> FileFacts | None:
    """The paper that says who sits there; None where nothing was proved."""
    return next((one for one in draft.files if one.role == ATTESTED), None)


def keep(request: Asked, code: str, draft: Drafted, filled: Filled) -> None:
    """Puts what the service said to the papers, where what was typed is just that. What stands already stays."""
    own = "agent_" if filled.fields[0].name.startswith("agent_") else ""
    typed = {part: filled[f"{own}{part}"] for part in ("name", "id_number")}
    if paper_of(draft) and all(draft.answers.get(f"{own}{part}") == said for part, said in typed.items()):
        return
    take_away(code, draft)
    proof = identity.proven(request)
    if proof is None or tuple(typed.values()) != (proof.name, proof.number):
        return
    said = words("asking.proved_paper", name=proof.name, number=proof.number, issuer=proof.issuer, on=request.on).zh
    title = words("asking.proved_title", service=identity.offered() or proof.issuer).zh[:TITLE_MOST]
    drafts.attach(code, [Sent(said.encode(), f"{words('asking.proved_by').zh}.txt", ATTESTED, title)], at=request.at)


def take_away(code: str, draft: Drafted) -> None:
    """Takes the paper from the draft."""
    if paper := paper_of(draft):
        drafts.detach(code, paper.id)
