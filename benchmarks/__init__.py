"""Timed runs on inputs that our own renderers make, beside the machine's own limit and a naive yardstick.

`make bench` prints the table; `python -m benchmarks --write` also puts it into benchmarks/README.md.
"""
