"""`zhengwu unlock`: takes the second factor from somebody who is locked out, in the name of who answers for it."""

from datetime import UTC, datetime

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.troubles import Trouble


@click.command(context_settings=options.HELP)
@click.argument("username")
@click.option("--by", required=True, help="User name of whoever is responsible; another person.")
@click.option("--reason", required=True, help="Why; it is kept in the journal.")
@options.lang
def unlock(username: str, by: str, reason: str, lang: str) -> int:
    """Take codes, passkeys and recovery codes from USERNAME, and end the sessions; the password stays as it is.

    For whoever has lost telephone, key and recovery codes, where no administrator can do it in the pages. Make sure
    that it is really they who ask: from then on the password alone opens the door.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.people import second

    if not reason.strip() or by == username:
        raise Trouble(
            "须写明事由；负责人须是另一个人。", "Say why, and name another person who is responsible.", exits.USAGE
        )
    with guarded():
        second.unlock(username, reason=reason.strip(), by=by, at=datetime.now(UTC))
    put(
        lang,
        f"{username} 的两步验证已解除，所有登录已结束；请其登录后重新设置。",
        f"{username} has no second factor any more, and all sessions have ended; it should be set up anew.",
    )
    return exits.CLEAN
