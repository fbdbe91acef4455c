"""Benchmarks of the records: engine, steps, lists, the year's report, the API, each beside the machine's own limit.

`python -m benchmarks records [--quick] [--write] [--only NAME …]`. Every measurement runs in a process of its own, with
production settings, on a scratch database outside the repository: SQLite (WAL, synchronous FULL) and, where the machine
has its binaries, a private PostgreSQL with fsync on.
"""
