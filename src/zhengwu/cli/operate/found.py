"""`zhengwu found`: the first body of an installation and its administrator, without whom nobody could sign in."""

from datetime import UTC, datetime

import click

from zhengwu.cli import exits
from zhengwu.cli.troubles import Trouble


@click.command()
@click.option("--body", required=True, help="Full name of the body at the top, such as 青禾区人民政府.")
@click.option("--short", required=True, help="Its short name.")
@click.option("--prefix", required=True, help="What its case numbers begin with.")
@click.option(
    "--kind",
    default="government",
    show_default=True,
    type=click.Choice(["government", "department", "township", "agency"]),
)
@click.option("--username", required=True, help="User name of the administrator.")
@click.option("--name", required=True, help="Name of the administrator.")
@click.option("--migrate", is_flag=True, help="Make the tables first.")
def found(body: str, short: str, prefix: str, kind: str, username: str, name: str, migrate: bool) -> None:
    """Establishes a body at the top and enrolls its administrator; prints the password for the first sign-in, once."""
    from zhengwu.cli.operate.opening import opened, say

    opened(migrate=migrate)
    from django.db import transaction

    from zhengwu.records.moments import day_of
    from zhengwu.records.organs.actions import Describing, establish
    from zhengwu.records.people.actions import Post, enroll
    from zhengwu.records.people.actors import CLOCKWORK
    from zhengwu.records.troubles import Trouble as Refusal

    at = datetime.now(UTC)
    try:
        with transaction.atomic():
            facts = Describing(body, short, kind, prefix)
            body_id = establish(facts, parent_id=None, by=CLOCKWORK, at=at)
            post = Post("administrator", body_id, day_of(at))
            enrolled = enroll(username=username, name=name, post=post, by=CLOCKWORK, at=at)
    except Refusal as refused:
        raise Trouble(refused.message.zh, refused.message.en, exits.USAGE) from None
    say("首次登录密码只显示这一次：", "The password for the first sign-in is shown this once:")
    click.echo(enrolled.password)
