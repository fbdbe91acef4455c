"""No file takes more than twenty seconds or a gigabyte and a half; each is tried in a process of its own."""

import subprocess
import sys

import pytest

SECONDS, MEMORY = 20, 1_500_000_000
TRY = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_DATA, ({memory}, {memory}))
from zhengwu.statute.report.readers import Unreadable, read_bytes
content = {content}
try:
    report = read_bytes(content, "x")
    print("read", sum(cell.value is not None for table in report.tables.values() for cell in table.cells.values()))
except Unreadable as refusal:
    print(refusal.code)
"""
FILES = {
    "lines without end": "b'1\\n' * 15_000_000",
    "one line": "b'1 ' * 15_000_000",
    "labels by the thousand": "''.join(f'标签{n} {n}\\n' for n in range(20_000)).encode()",
    "tables by the thousand": "b'<table><tr><td>1<td>2<td>3</table>' * 2_900",
    "spans across and down": "b'<table>' + b'<tr>' + b'<td rowspan=9999>1' * 400 + b'<tr><td>2' * 19_000",
    "closing tags": "b'<div>' * 2_000 + b'</p>' * 290_000 + b'x'",
    "a thousand styles": "b'<p hidden style=\"display:none\">x</p>' * 100_000 + b'<p>y</p>'",
    "PDF of empty lines": "b'%PDF-1.4\\n' + b'\\n' * 3_000_000",
    "PDF of open brackets": "b'%PDF-1.4\\ntrailer\\n' + b'<<' * 200_000",
    "PDF of noise": "b'%PDF-1.4\\n' + bytes(n * n % 251 for n in range(2_000_000))",
    "noise": "bytes((n * n + n // 7) % 255 + 1 for n in range(3_000_000))",
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_is_read_or_refused_within_bounds(what: str):
    script = TRY.format(seconds=SECONDS, memory=MEMORY, content=FILES[what])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.split()[0] in ("read", "too_large", "broken", "empty", "encoding", "unknown")
    assert done.stdout.strip() in ("read 0", done.stdout.split()[0])
