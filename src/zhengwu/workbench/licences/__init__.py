"""Licences at the desk: the list, one licence with its history, what is done to it, kinds, electronic seals.

A licence is granted by a case, never here. What is done here goes by the right `licence.issue`.
"""
