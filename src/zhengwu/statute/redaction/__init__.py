"""Proves that a released copy withholds what it must and changes nothing else (条例第三十七条, separable content).

`prove` takes the original, the redacted copy and the withheld passages, and gives a `Proof` with a cleaned copy: only
that copy may be released. It fails closed: what cannot be read is not passed. `files` opens and cleans PDF, Word and
text files; `compare` tells removal from alteration. No case, no database, no clock.
"""
