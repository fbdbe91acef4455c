"""`zhengwu report rules`."""

import click

from zhengwu.cli import options


@click.command(context_settings=options.HELP)
@options.json
@options.lang
def rules(as_json: bool, lang: str) -> int:
    """List every check 核查规则: id, gravest severity, what it says, legal basis.

    \b
    Example:
      zhengwu report rules --json
    """
    from zhengwu.statute.report.checks import catalogue

    if as_json:
        import json

        plain = [
            {
                "id": rule.id,
                "severity": str(rule.severity),
                "title": rule.title,
                "gloss": rule.gloss,
                "basis": rule.basis,
                "scope": rule.scope,
                "needs": list(rule.needs),
                "since": rule.since,
                "until": rule.until,
            }
            for rule in catalogue()
        ]
        click.echo(json.dumps(plain, ensure_ascii=False))
        return 0
    from zhengwu.cli.screen import SIGNS, Screen

    screen = Screen(lang)
    for rule in catalogue():
        sign, colour = SIGNS[rule.severity]
        screen.line((f"{sign} {screen.say(rule.severity)} ", colour), (rule.id, "bold"))
        screen.line(rule.gloss if lang == "en" else rule.title, indent=2)
        screen.line((screen.say("basis", basis=rule.basis), "dim"), indent=2)
    return 0
