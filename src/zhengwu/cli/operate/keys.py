"""`zhengwu keys`: the two secrets of an installation, fresh."""

import base64
import secrets

import click


@click.command()
def keys() -> None:
    """Prints a fresh ZHENGWU_SECRET_KEY and ZHENGWU_SEAL_KEY, ready for an environment file.

    Keep the seal key apart from the backups: without it personal data cannot be read, with it everybody can. To change
    it, put the new one first and keep the old one behind a comma.
    """
    click.echo(f"ZHENGWU_SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"ZHENGWU_SEAL_KEY=k1:{base64.b64encode(secrets.token_bytes(32)).decode()}")
