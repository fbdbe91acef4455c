"""The main job, shown: five published reports are read, checked and written anew; then a comparison and a sum.

Run by `make demo`. Nothing here is special to the demonstration: every step is the command that it prints.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import make

HERE = Path(__file__).parent
OUT = Path("build/demo")
FONT_HINT = (
    "  没有找到中文字体，未写 PDF，其余文件照常写出。安装字体：apt install fonts-noto-cjk（Debian、Ubuntu），\n"
    "  dnf install google-noto-sans-cjk-fonts（Fedora），brew install font-noto-serif-cjk-sc（macOS）；\n"
    "  或用 --font 指定字体文件。\n"
    "  No Chinese font was found, so no PDF; fonts-noto-cjk brings one."
)


def heading(text: str) -> None:
    """Prints the name of a step."""
    width = min(shutil.get_terminal_size().columns, 100)
    bold, end = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("", "")
    print(f"\n{bold}{text}{end}\n" + "─" * width, flush=True)


def zhengwu(*arguments: str, most: int = 2, quiet: bool = False) -> int:
    """Runs the command, shown as one would type it; a code above `most` ends the demonstration."""
    if not quiet:
        print(f"$ zhengwu {' '.join(arguments)}\n", flush=True)
    command = [sys.executable, "-m", "zhengwu", *arguments]
    done = subprocess.run(command, check=False, capture_output=quiet)
    if done.returncode > most:
        if quiet:
            sys.stderr.buffer.write(done.stderr)
        raise SystemExit(f"demo: the command above ended with code {done.returncode}")
    return done.returncode


def five_bureaus() -> None:
    """Reads, checks and writes the FY2020 reports of five bureaus."""
    names = os.path.relpath(HERE / "five-bureaus" / "*.txt")
    heading("一 读 · Five bureaus' reports on 2020, each in the layout in which it was published")
    zhengwu("report", "read", names)
    heading("二 查 · What is wrong with them, and what could not be read")
    zhengwu("report", "check", names)
    heading("三 写 · Written anew in the official layout")
    zhengwu("report", "render", names, "--to", "docx,xlsx,html,json", "--out", str(OUT / "five-bureaus"), quiet=True)
    pdf = ("report", "render", names, "--to", "pdf", "--out", str(OUT / "five-bureaus"))
    if zhengwu(*pdf, most=73, quiet=True):
        print(FONT_HINT)
    zhengwu("report", "read", names, "--csv", str(OUT / "five-bureaus.csv"), quiet=True)
    zhengwu("report", "read", names, "--parquet", str(OUT / "five-bureaus.parquet"), quiet=True)
    show_files()


def show_files() -> None:
    """Prints what was written, by kind."""
    files = [path for path in OUT.rglob("*") if path.is_file()]
    for suffix in sorted({path.suffix for path in files}):
        kind = [path for path in files if path.suffix == suffix]
        size = sum(path.stat().st_size for path in kind) / 1024
        print(f"  {len(kind)} × {suffix[1:]:<8} {size:6.0f} KB   {sorted(kind)[0]}{' …' if len(kind) > 1 else ''}")


def fictional_district() -> None:
    """Compares two years of one body of the fictional 青禾区, and adds its departments up."""
    district = OUT / "qinghe"
    make.make(district)
    heading("四 比 · Two years of one body (青禾区 is fictional)")
    zhengwu("report", "compare", str(district / "2023" / "city.txt"), str(district / "2024" / "city.txt"))
    heading("五 汇总 · Departments added up to their government: a draft, since one body is missing")
    zhengwu(
        "report", "aggregate", str(district / "2024"), "--agency", "青禾区人民政府", "--year", "2024",
        "--expected", str(district / "bodies.list"), "--out", str(OUT / "qinghe-2024.docx"),
    )  # fmt: skip


def main() -> None:
    """Runs every step and says what to do next."""
    begun = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    five_bureaus()
    fictional_district()
    heading(f"完成 · {time.monotonic() - begun:.0f} s")
    print(f"Everything written lies in {OUT.resolve()}")
    print("Next: zhengwu report check YOUR-REPORT.docx   (any of html, docx, pdf, xlsx, txt, md; a folder; an address)")


if __name__ == "__main__":
    main()
