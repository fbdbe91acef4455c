"""An aggregate on the screen: the sum, who is in it, who is not, and why it may not be signed yet."""

from collections.abc import Sequence

from rich.text import Text

from zhengwu.cli.screen import Screen, grid
from zhengwu.cli.sheets import show_report
from zhengwu.cli.verdicts import show_findings
from zhengwu.statute.report.aggregate import Aggregate, Doubt, Gap, Member
from zhengwu.statute.report.formats import format_of

GAPS_SHOWN = 8


def show_aggregate(screen: Screen, result: Aggregate) -> None:
    """Prints the summed tables, the list of bodies, the gaps, and the checks of the sum."""
    say = screen.say
    show_report(screen, result.report, everything=False)
    screen.gap()
    screen.heading(say("included", count=len(result.included)))
    made = grid([say("head_agency"), say("head_what")])
    for member in result.members:
        made.add_row(_who(member), _remarks(screen, member))
    for name in result.missing:
        made.add_row(Text(f"✗ {name}", style="red"), Text(say("absent"), style="red"))
    for refused in result.unreadable:
        why = refused.gloss if screen.lang == "en" else refused.sentence
        made.add_row(Text(f"✗ {refused.source}", style="red"), Text(f"{say('refused')}：{why}", style="red"))
    screen.show(made, indent=0 if screen.narrow else 2)
    _show_gaps(screen, result)
    screen.gap()
    show_findings(screen, result.findings)
    screen.gap()
    sign, style, words = ("!", "bold yellow", "draft") if result.draft else ("✓", "bold green", "complete")
    screen.line((f"{sign} {say(words)}", style))


def _who(member: Member) -> Text:
    if not member.included:
        return Text(f"✗ {member.name}", style="red")
    return Text(f"! {member.name}", style="yellow") if member.doubts or member.days_late else Text(f"✓ {member.name}")


def _remarks(screen: Screen, member: Member) -> Text:
    say = screen.say
    remarks = [] if member.included else [say("not_included")]
    if member.days_late:
        remarks.append(say("late", days=member.days_late, date=member.due_on))
    for doubt in member.doubts:
        remarks.append(say("cell_gaps", count=member.missing_cells) if doubt is Doubt.GAPS else say(doubt))
    return Text(" · ".join(remarks), style="dim" if member.included else "red")


def _show_gaps(screen: Screen, result: Aggregate) -> None:
    """Prints the open cells, those of one row with the same bodies in one line."""
    if not result.gaps:
        return
    screen.gap()
    screen.heading(screen.say("gaps", count=len(result.gaps)))
    form = format_of(result.report.format)
    rows: dict[tuple[str, str, tuple[str, ...]], list[Gap]] = {}
    for gap in result.gaps:
        rows.setdefault((gap.table, gap.row, gap.bodies), []).append(gap)
    for (table, row, bodies), gaps in list(rows.items())[:GAPS_SHOWN]:
        found = form.table(table).find(row)
        label = found[1].label if found else row
        screen.line("· ", label, f"（{len(gaps)}） ", (screen.say("gap_of", bodies=_few(bodies)), "dim"), indent=2)
    if len(rows) > GAPS_SHOWN:
        screen.line((screen.say("more", count=len(rows) - GAPS_SHOWN), "dim"), indent=2)


def _few(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + (f"…（{len(names)}）" if len(names) > 3 else "")
