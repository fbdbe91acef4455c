"""Turns old office files (.doc, .wps, .rtf, .odt) into DOCX with LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from zhengwu.statute.report.readers.errors import Unreadable

SECONDS = 60
MOST_MADE = 60_000_000  # bytes of the DOCX that comes out
_OPTIONS = ("--headless", "--norestore", "--convert-to", "docx", "--outdir")
# A file must neither run macros nor fetch what it links to.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_docx(content: bytes, suffix: str) -> bytes:
    """The file as DOCX. Raises Unreadable where LibreOffice is absent, fails, or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            "needs_libreoffice",
            f"读取 .{suffix} 文件需要 LibreOffice（Debian 软件包 libreoffice-writer）。"
            "请安装，或者另存为 DOCX 后重试。",
            f"Reading .{suffix} files needs LibreOffice (Debian package libreoffice-writer). "
            "Install it, or save the file as DOCX.",
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report.{suffix}")
        source.write_bytes(content)
        profile = Path(folder, "profile")
        Path(profile, "user").mkdir(parents=True)
        Path(profile, "user", "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _run([program, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, folder, str(source)], suffix)
        made = source.with_suffix(".docx")
        if not made.exists() or made.stat().st_size > MOST_MADE:
            raise _failed(suffix)
        return made.read_bytes()


def _run(command: list[str], suffix: str) -> None:
    """Runs LibreOffice, and ends it with all that it started where it takes too long."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _failed(suffix) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _failed(suffix: str) -> Unreadable:
    return Unreadable(
        "broken",
        f"LibreOffice 无法转换这个 .{suffix} 文件，文件可能已损坏。",
        f"LibreOffice could not convert this .{suffix} file: it may be damaged.",
    )
