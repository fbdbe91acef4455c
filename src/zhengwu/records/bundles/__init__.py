"""Bundles (一件事) that somebody applied for: one matter over several cases, in the order of their graph.

What a bundle is made of is data (`zhengwu.statute.bundles`), and which items stand for its parts a row of the office.
"""
