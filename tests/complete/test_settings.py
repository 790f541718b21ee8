"""Every setting is in the README, and the README names no setting that is none."""

import re
from collections.abc import Iterator, Mapping

import pytest

from app.config import Settings
from tests.complete.sources import ROOT


class Environment(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.fixture
def asked() -> set[str]:
    environment = Environment()
    Settings.from_env(environment)
    return environment.asked


def described() -> set[str]:
    """Read the first column of the README's table of settings."""
    section = (ROOT / "README.md").read_text("utf-8").partition("## Settings")[2].partition("\n## ")
    rows = [line.split("|")[1] for line in section[0].splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_every_setting_is_described(asked: set[str]) -> None:
    assert asked - described() == set()


def test_every_described_setting_is_read(asked: set[str]) -> None:
    assert described() - asked == set()
