"""Inspecting files before release: CPU time and memory a file, hostile ones too; sanitising; how often personal data is
seen where it is, and where it is not. Files and texts are made by code.
"""

import io
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zhengwu.statute.identifiers import citizen_id, uscc
from zhengwu.statute.inspection import Said, Text, inspect, personal
from zhengwu.statute.inspection.html import plain, sanitised

Say = Callable[[str], None]
PARAGRAPH = "经核查，当事人提交的材料齐全，符合法定形式，依据有关规定作出准予许可的决定，自公布之日起施行。"
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _word(count: int) -> bytes:
    import docx

    document = docx.Document()
    for number in range(count):
        document.add_paragraph(f"{number}　{PARAGRAPH}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _book(count: int) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("结果")
        for number in range(count):
            page.write_row(number, 0, [f"文审批许〔2025〕{number}号", "食品经营许可", number / 7, "2025-03-02", "准予"])
    return out.getvalue()


def _pdf(count: int) -> bytes:
    from tests.statute.inspection.made import pdf

    return pdf(tuple(f"{number}　{PARAGRAPH}" for number in range(count * 20)))


def _photograph() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "Word, 2,000 paragraphs": ("a.docx", lambda share: _word(2_000 // share)),
    "Excel, 20,000 rows": ("a.xlsx", lambda share: _book(20_000 // share)),
    "PDF, 100 pages": ("a.pdf", lambda share: _pdf(100 // share)),
    "JPEG, 12 megapixels": ("a.jpg", lambda share: _photograph()),
    "CSV, 100,000 lines": ("a.csv", lambda share: ("1,食品经营许可,准予,2025-03-02\n" * (100_000 // share)).encode()),
}


def _cpu(work: Callable[[], object], turns: int) -> float:
    work()
    begun = time.process_time()
    for _ in range(turns):
        work()
    return (time.process_time() - begun) / turns * 1000


def _bare(name: str, content: bytes) -> Callable[[], object]:
    """What the machine needs to read the same bytes: unpack, open and read each page, or decode."""
    if name.endswith("pdf"):
        import pypdfium2

        def pages() -> object:
            document = pypdfium2.PdfDocument(content)
            return [document[number].get_textpage().get_text_range() for number in range(len(document))]

        return pages
    if content.startswith(b"PK"):

        def members() -> object:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return [archive.read(name) for name in archive.namelist()]

        return members
    if content.startswith(b"\xff\xd8"):
        return lambda: zlib.crc32(content)
    return content.decode


def files_table(share: int, say: Say) -> list[str]:
    """One line a kind of file: what an inspection costs, beside reading the same bytes."""
    lines = ["| Honest file | MB | CPU ms | reading alone |", "|---|--:|--:|--:|"]
    for what, (name, make) in FILES.items():
        say(f"benchmarks: {what}")
        content = make(share)
        told = inspect(name, content)
        if told.refused:
            raise SystemExit(f"benchmarks: {what} was refused: {told.refused[0].said.en}")
        cost, bare = _cpu(lambda: inspect(name, content), 3), _cpu(_bare(name, content), 3)  # noqa: B023
        lines.append(f"| {what} | {len(content) / 1e6:.1f} | {cost:,.0f} | {bare:,.0f} |")
    return lines


def hostile_table(share: int, say: Say) -> list[str]:
    """All hostile files of the tests: how many are refused with the reason wanted, and what the worst one costs."""
    from tests.statute.inspection.hostile import HOSTILE, Hostile

    say("benchmarks: hostile files")
    with tempfile.TemporaryDirectory(prefix="zhengwu-bench-") as folder:
        told = {one.what: (one, _alone(Path(folder), one)) for one in HOSTILE[::share]}
        nothing = _alone(Path(folder), Hostile("nothing", "a.txt", "", lambda: b"a"))
    worst = max(told, key=lambda what: told[what][1]["cpu"])
    largest = max(told, key=lambda what: told[what][1]["peak"])
    right = sum(one.code in found["codes"] for one, found in told.values())
    return [
        f"- Hostile files: {right} of {len(told)} refused with their own reason.",
        f"- The slowest to refuse: {worst}, {told[worst][1]['cpu'] * 1000:,.0f} CPU-ms.",
        f"- The one that took most memory: {largest}, {told[largest][1]['peak']:,.0f} MB in its process.",
        f"- A process that inspects a text of one letter takes {nothing['peak']:,.0f} MB.",
    ]


def _alone(folder: Path, hostile: Any) -> dict[str, Any]:
    """What inspecting a file costs a process of its own."""
    path = folder / "file"
    path.write_bytes(hostile.make())
    command = [sys.executable, "-m", "benchmarks.inspection", hostile.name, str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def one_file(name: str, path: Path) -> dict[str, object]:
    """Inspects a file in this process: CPU seconds after start, the peak of the process in MB, the reasons."""
    begun = time.process_time()
    told = inspect(name, path)
    cpu = time.process_time() - begun
    status = Path("/proc/self/status").read_text("ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return {"cpu": cpu, "peak": peak, "codes": [one.code for one in told.refused]}


def html_line(share: int, say: Say) -> str:
    """What sanitising costs."""
    say("benchmarks: sanitising")
    one = f'<p class="MsoNormal" style="text-indent:2em"><span lang="EN-US">{PARAGRAPH}</span><o:p></o:p></p>'
    html = one * (1_000 // share)
    cost, words = _cpu(lambda: sanitised(html), 5), _cpu(lambda: plain(sanitised(html).html), 5)
    size = len(html) / 1e3
    return f"- Sanitising {size:,.0f} KB of HTML pasted from Word: {cost:.0f} CPU-ms; with its plain words {words:.0f}."


def personal_table(share: int, say: Say) -> list[str]:
    """Planted things that are found, and numbers of offices taken for personal ones, among many of each."""
    say("benchmarks: personal data")
    dice, count = random.Random(7), 20_000 // share  # noqa: S311 - made-up numbers, not secrets
    lines = ["| In sentences made up | of | found personal |", "|---|--:|--:|"]
    for what, wanted, make in (*PLANTED, *OFFICIAL):
        texts = [Text(Said(str(number)), make(dice)) for number in range(count)]
        hits = sum(any(one.level == "must" for one in personal([text])) for text in texts)
        lines.append(f"| {what}{'' if wanted else ' (not personal)'} | {count:,} | {hits:,} |")
    text = Text(Said(), (PARAGRAPH + "咨询电话：0511-80821234。") * 20_000)
    begun = time.process_time()
    personal([text])
    speed = len(text.text) / (time.process_time() - begun) / 1e6
    return [*lines, "", f"Text is looked through at {speed:.1f} million characters a CPU-second."]


def _identity(dice: random.Random) -> str:
    born = f"{dice.randint(1940, 2015)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    body = f"{dice.choice((11, 32, 44, 51))}0102{born}{dice.randint(0, 999):03}"
    return body + citizen_id.check_sign(body)


def _credit(dice: random.Random) -> str:
    body = f"9{dice.choice('123')}3201{dice.randint(0, 99):02}" + "".join(dice.choices(CREDIT_SIGNS, k=9))
    return body + uscc.check_sign(body)


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choices("0123456789", k=count))


def _card(dice: random.Random) -> str:
    body = "622" + _digits(dice, 15)
    total = sum(sum(divmod(int(sign) * (2 - at % 2), 10)) for at, sign in enumerate(reversed(body)))
    return body + str(-total % 10)


Row = tuple[str, bool, Callable[[random.Random], str]]
PLANTED: tuple[Row, ...] = (
    ("citizen identity number", True, lambda dice: f"当事人的公民身份号码为{_identity(dice)}，住本区。"),
    ("mobile number", True, lambda dice: f"可联系经办人1{dice.choice('3578')}{_digits(dice, 9)}。"),
    ("bank card", True, lambda dice: f"退费至{_card(dice)}。"),
    (
        "home address",
        True,
        lambda dice: f"住和平路{dice.randint(1, 99)}号{dice.randint(1, 9)}幢{dice.randint(101, 909)}室。",
    ),
    ("licence plate", True, lambda dice: f"驾驶苏{dice.choice('ABCDEF')}{dice.randint(10000, 99999)}小型轿车。"),
)
OFFICIAL: tuple[Row, ...] = (
    ("credit code of a company", False, lambda dice: f"统一社会信用代码：{_credit(dice)}。"),
    ("credit code without its label", False, lambda dice: f"该公司（{_credit(dice)}）"),
    ("licence number of 18 digits", False, lambda dice: f"许可证编号：{_digits(dice, 18)}"),
    ("licence number of 16 digits", False, lambda dice: f"编号：JY{_digits(dice, 14)}，受理号{_digits(dice, 16)}"),
    ("order number of 19 digits", False, lambda dice: f"办件编号：{_digits(dice, 19)}"),
    ("landline", False, lambda dice: f"咨询电话：0511-8{_digits(dice, 7)}"),
    ("document number", False, lambda dice: f"文审批许〔2025〕{dice.randint(1, 99999)}号"),
    ("amount", False, lambda dice: f"金额{dice.randint(10**9, 2 * 10**10)}.{dice.randint(10, 99)}元"),
    ("office's address", False, lambda dice: f"地址：政务路{dice.randint(1, 99)}号政务服务中心。"),
)  # fmt: skip


def inspection(share: int, say: Say) -> list[list[str]]:
    """The whole of it, as blocks of lines."""
    return [
        files_table(share, say),
        [*hostile_table(share, say), html_line(share, say)],
        personal_table(share, say),
    ]


if __name__ == "__main__":
    print(json.dumps(one_file(sys.argv[1], Path(sys.argv[2]))))
