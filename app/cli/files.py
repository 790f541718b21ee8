"""Files that a command is given: diagrams, tables with their examples, forms."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from app.cases.checks import Finding, kind_of

FILES = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)


def read_files(paths: Iterable[Path]) -> dict[str, bytes]:
    """Read files by name; a folder stands for its files.

    :raises ClickException: two files have one name, they cannot be deployed together
    """
    files: dict[str, bytes] = {}
    for path in _files(paths):
        if path.name in files:
            raise click.ClickException(f"two files are named {path.name}")
        files[path.name] = path.read_bytes()
    return files


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if kind_of(file.name))
        else:
            yield path


def show_findings(findings: Iterable[Finding]) -> None:
    """Write what a check found, a line each."""
    for finding in findings:
        click.echo(f"{finding.level}: {finding}", err=True)
