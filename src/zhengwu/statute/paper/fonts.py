"""Finds fonts with Chinese signs: those that the user names first, then those of the system. None found: RenderError.

Only files are looked at, no font service is asked, so that the same fonts give the same file.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from zhengwu.statute.paper.errors import RenderError

FANGSONG = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "STFangsong",
    "华文仿宋",
    "FandolFang",
)
SONG = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Songti SC",
    "STSong",
    "SimSun",
    "NSimSun",
    "FandolSong",
    "AR PL SungtiL GB",
)
HEI = (
    "SimHei",
    "黑体",
    "Heiti SC",
    "STHeiti",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "FandolHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
TITLE_SONG = (
    "FZXiaoBiaoSong-B05S",
    "FZXiaoBiaoSong-B05",
    "方正小标宋简体",
    "方正小标宋_GBK",
    "STZhongsong",
    "华文中宋",
)
PROBE = "政府信息公开"  # a font without these signs draws the same box for each


@dataclass(frozen=True, slots=True)
class FontSet:
    """The fonts at hand, and which families to use for the body, the headings and the title, best first."""

    fonts: typst.Fonts
    body: tuple[str, ...]
    heading: tuple[str, ...]
    title: tuple[str, ...]


@cache
def find_fonts(named: tuple[Path, ...] = ()) -> FontSet:
    """The fonts for a Chinese document; RenderError where there are none. `named` are font files or folders."""
    missing = [str(path) for path in named if not path.exists()]
    if missing:
        raise RenderError(
            "no_such_font",
            f"找不到指定的字体文件或文件夹：{'、'.join(missing)}。",
            f"There is no such font file or folder: {', '.join(missing)}.",
        )
    own = _own_families(named)
    if named and not own:
        raise _no_font(
            f"指定的字体没有中文字形：{'、'.join(map(str, named))}。", "The named fonts have no Chinese signs. "
        )
    folders = [str(path if path.is_dir() else path.parent) for path in named]
    fonts = _load([*folders, *map(str, system_folders())])
    present = set(fonts.families())

    def choose(*lists: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(family for names in lists for family in names if family in present))

    chosen = FontSet(
        fonts,
        body=choose(own, FANGSONG, SONG, HEI),
        heading=choose((name for name in own if name in HEI), HEI, own, SONG, FANGSONG),
        title=choose((name for name in own if name in TITLE_SONG), TITLE_SONG, SONG, own, HEI, FANGSONG),
    )
    if not chosen.body:
        raise _no_font("没有找到中文字体。", "No Chinese font was found. ")
    return chosen


def system_folders() -> list[Path]:
    """The folders in which systems keep fonts, as far as they exist."""
    home = Path.home()
    folders = [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    if sys.platform == "darwin":
        folders += [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    if sys.platform == "win32":
        folders += [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
        folders += [Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"]
    return [folder for folder in folders if folder.is_dir()]


def _load(folders: list[str]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _own_families(named: tuple[Path, ...]) -> tuple[str, ...]:
    """The families with Chinese signs in the files and folders that the user named, mainland faces first."""
    families: dict[str, None] = {}
    for path in named:
        fonts = _load([str(path if path.is_dir() else path.parent)])
        for font in fonts.fonts():
            inside = path.is_dir() or (font.path is not None and Path(font.path).resolve() == path.resolve())
            if inside and font.family not in families and _writes_chinese(fonts, font.family):
                families[font.family] = None
    return tuple(sorted(families, key=_foreign))


def _foreign(family: str) -> bool:
    """True for the faces of a collection that draw Chinese signs the way other countries do."""
    return family.endswith((" JP", " KR", " TC", " HK"))


def _writes_chinese(fonts: typst.Fonts, family: str) -> bool:
    source = b"#set page(width: auto, height: auto)\n#text(font: sys.inputs.family, fallback: false, sys.inputs.probe)"
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    drawn = compiler.compile(source, format="svg", sys_inputs={"family": family, "probe": PROBE})
    text = drawn.decode() if isinstance(drawn, bytes) else ""
    return text.count("<symbol") == len(set(PROBE))


def _no_font(sentence: str, gloss: str) -> RenderError:
    return RenderError(
        "no_chinese_font",
        f"{sentence}请安装字体（Debian、Ubuntu：apt install fonts-noto-cjk），或者用 --font 指明字体文件或文件夹。",
        f"{gloss}Install one (Debian, Ubuntu: apt install fonts-noto-cjk), or name a font file or folder with --font.",
    )
