"""Electronic seals and the signatures made with them: GB/T 38540-2020, with SM2 and SM3. Pure.

What lives here: the structures (ASN.1, DER), how a seal and a signature are built, how a signature is verified step by
step, and X.509 certificates as far as both need them. What does not: keys and where they lie, the seals of an office.

SM2 is computed by a library in Python that does not take the same time for every key: it is for demonstration and for
verifying. A seal with legal effect is made by an accredited service in its own devices (docs/guides/licences.md).
"""

from zhengwu.statute.seals.building import Making, Subject, certificate, seal, signature
from zhengwu.statute.seals.verifying import STEPS, Outcome, Step, Trust, verify

__all__ = [
    "STEPS", "Making", "Outcome", "Step", "Subject", "Trust", "certificate", "seal", "signature", "verify",
]  # fmt: skip
