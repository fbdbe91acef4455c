"""Whose report a file is, and on which year: proposed with its reason, decided by a person where that is not sure.

What a person once said of a printed name (or, where none is printed, of how the files are called) is remembered.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from zhengwu.records.library.models import KnownName, Reporter
from zhengwu.records.organs.models import Body, FormerName

YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
NOISE = re.compile(r"[\s·_\-—()（）\[\]【】《》“”\"'.,，。:：]+")
OFFICE = re.compile(r"(?<=政府)办公[室厅]$")
REPORTS = re.compile(r"(?:关于)?(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:年度)?(?:报告|年报)|年度?|发布|公布")
PLACE = re.compile(r"省|自治区|市(?!场)|自治州|盟|县|旗|区(?!域)|镇|乡|街道|中国|国家")
BARE = re.compile("[省市区县旗州]")
LEAST = 4  # signs of a name that may stand for a body by itself
MOST_ALIKE = 8


@dataclass(frozen=True, slots=True)
class Match:
    """Whose report it is: the name (and the reporter, where there is one already), the year, how that is known.

    `how` is exact, known, named (all three sure), alike, or none; `year` is None where it is not known.
    """

    how: str
    name: str = ""
    year: int | None = None
    reporter_id: int | None = None
    body_id: int | None = None

    @property
    def sure(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.how in ("exact", "known", "named") and self.year is not None


@dataclass(slots=True)
class Names:
    """Every name that a library knows, by what is left of it without spaces and signs. Made once for many files."""

    holder_id: int
    known: dict[str, tuple[int, str]] = field(default_factory=dict)
    reporters: dict[str, tuple[int, str]] = field(default_factory=dict)
    bodies: dict[str, tuple[int, str]] = field(default_factory=dict)

    @staticmethod
    def of(holder_id: int) -> "Names":
        """Those of a library, and the bodies of this installation. Four statements."""
        made = Names(holder_id)
        remembered = KnownName.objects.filter(holder_id=holder_id).values_list(
            "printed", "reporter_id", "reporter__name"
        )
        made.known = {printed: (pk, name) for printed, pk, name in remembered}
        for pk, name in Reporter.objects.filter(holder_id=holder_id).values_list("id", "name"):
            made.reporters[plain(name)] = (pk, name)
        former = FormerName.objects.order_by("until").values_list("body_id", "body__name", "name")
        bodies = Body.objects.order_by("-path").values_list("id", "name", "name")
        for pk, name, called in (*former, *bodies):
            made.bodies[plain(called)] = (pk, name)
        return made

    def match(self, agency: str, year: int | None, file: str) -> Match:
        """Whose report this is, by the name printed in it or, where none is, by what its file is called."""
        year = year or year_in(file)
        named = plain(agency)
        found = self.known.get(named or called(file))
        if found:
            return Match("known", found[1], year, found[0])
        if named:
            return self._printed(agency, named, year)
        alike = self.alike(called(file))
        return Match("alike", alike[0], year) if alike else Match("none", "", year)

    def _printed(self, agency: str, named: str, year: int | None) -> Match:
        if named in self.reporters:
            return Match("exact", self.reporters[named][1], year, self.reporters[named][0])
        if named in self.bodies:
            pk, name = self.bodies[named]
            held = self.reporters.get(plain(name))
            return Match("exact", name, year, held[0] if held else None, pk)
        alike = self.alike(named)
        if alike:
            return Match("alike", alike[0], year)
        return Match("named" if PLACE.search(named) and len(named) >= LEAST else "none", agency.strip(), year)

    def alike(self, named: str) -> list[str]:
        """Names of which this one is a part, or that are a part of it; the most alike first."""
        if len(named) < LEAST:
            return []
        pools = {key: name for key, (_, name) in (*self.bodies.items(), *self.reporters.items())}
        bare = BARE.sub("", named)
        found = [
            (abs(len(key) - len(named)), name)
            for key, name in pools.items()
            if key != named and len(key) >= LEAST and _alike(BARE.sub("", key), bare)
        ]
        return list(dict.fromkeys(name for _, name in sorted(found)))[:MOST_ALIKE]

    def learn(self, reporter_id: int, name: str) -> None:
        """Notes a reporter that was made meanwhile."""
        self.reporters[plain(name)] = (reporter_id, name)


def _alike(one: str, other: str) -> bool:
    """Whether one name ends with the other, or a file's name contains it; what kind of place it is does not matter."""
    return one.endswith(other) or one in other


def plain(name: str) -> str:
    """A name without spaces, signs, and the office of a government that writes its report."""
    return OFFICE.sub("", NOISE.sub("", name))[:LONGEST]


LONGEST = 120


def called(file: str) -> str:
    """What a file says of whose it is: its name and its folder without years and the words of every report."""
    *folders, last = file.replace("\\", "/").split("/")
    stem = last.rsplit(".", 1)[0]
    for text in (stem, *reversed(folders)):
        left = plain(REPORTS.sub("", YEAR.sub("", text)))
        if len(left) >= LEAST and re.search(r"[\u4e00-\u9fff]{2}", left):
            return left
    return ""


def year_in(file: str) -> int | None:
    """The one year that a file's name and folders name; None where they name none, or several."""
    for text in reversed(file.replace("\\", "/").split("/")):
        years = set(YEAR.findall(text))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def reporter_of(match: Match, holder_id: int) -> int:
    """The reporter of a match, made where there is none yet."""
    if match.reporter_id is not None:
        return match.reporter_id
    body = match.body_id or Body.objects.filter(name=match.name).values_list("id", flat=True).first()
    row, _ = Reporter.objects.get_or_create(holder_id=holder_id, name=match.name[:100], defaults={"body_id": body})
    return row.pk


def remember(holder_id: int, names: Iterable[str], reporter_id: int, *, by: str, at: object) -> None:
    """From now on these printed names are this reporter's."""
    for name in names:
        if name:
            facts = {"reporter_id": reporter_id, "by": by[:60], "at": at}
            KnownName.objects.update_or_create(holder_id=holder_id, printed=name[:LONGEST], defaults=facts)
