"""Licences: kinds, licences with their versions and status, annotated copies, and what the public may verify.

Identifiers, the states a licence may go through and the structures of electronic seals are statute
(`zhengwu.statute.licences`, `zhengwu.statute.seals`).
"""
