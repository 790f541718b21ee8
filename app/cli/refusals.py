"""What was refused is said in a few lines, not as a traceback."""

from typing import Any

import click

from app.errors import ClaimdeskError, InvalidInput


def said(error: ClaimdeskError) -> str:
    """Return what a command says when it is refused: the reason, then each field."""
    fields = error.errors if isinstance(error, InvalidInput) else ()
    return "\n".join([error.detail, *(f"  {field.pointer}: {field.detail}" for field in fields)])


class Commands(click.Group):
    """A group of commands that say why they were refused."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command of the group."""
        try:
            return super().invoke(ctx)
        except ClaimdeskError as error:
            raise click.ClickException(said(error)) from error
