"""Electronic licences (电子证照) as the standards and the law have them: identifiers, states, metadata. Pure.

What lives here: how an identifier is built and what is wrong with one (GB/T 36904), in which states a licence can be
and what leads from one to another, what the metadata say (GB/T 36903). What does not: whose licence it is.
"""

from zhengwu.statute.licences import identifier
from zhengwu.statute.licences.states import DEEDS, STATES, Deed, State, deed, lawful, state

__all__ = ["DEEDS", "STATES", "Deed", "State", "deed", "identifier", "lawful", "state"]
