"""Turns old office files (.doc, .wps, .rtf, .odt) into DOCX with LibreOffice, where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from zhengwu.statute.report.readers.errors import Unreadable

SECONDS = 90


def to_docx(content: bytes, suffix: str) -> bytes:
    """The file as DOCX. Raises Unreadable where LibreOffice is absent, fails, or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            "needs_libreoffice",
            f"读取 .{suffix} 文件需要 LibreOffice（Debian 软件包 libreoffice-writer）。请安装，或者另存为 DOCX 后重试。",
            f"Reading .{suffix} files needs LibreOffice (Debian package libreoffice-writer). Install it, or save as DOCX.",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"report.{suffix}")
        source.write_bytes(content)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise _failed(suffix) from error
        made = source.with_suffix(".docx")
        if not made.exists():
            raise _failed(suffix)
        return made.read_bytes()


def _failed(suffix: str) -> Unreadable:
    return Unreadable(
        "broken",
        f"LibreOffice 无法转换这个 .{suffix} 文件，文件可能已损坏。",
        f"LibreOffice could not convert this .{suffix} file: it may be damaged.",
    )
