"""Bundles at the desk: what was applied for, part by part; the bundles that bodies offer, and how they are made."""
