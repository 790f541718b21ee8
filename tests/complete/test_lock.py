"""The lock names each package as others ask for it, so that pip takes nothing else."""

import re
from importlib.metadata import distribution

import pytest

from app.config import ROOT

LOCKED = re.findall(r"^([\w.-]+)(\[[\w,-]+\])?==", (ROOT / "requirements.lock").read_text(), re.M)
NAMES = sorted(name for name, _ in LOCKED)
WITH_EXTRAS = {name + extras for name, extras in LOCKED}
ASKED = re.compile(r"^([\w.-]+\[[\w,-]+\])")


def asked_with_extras(name: str) -> set[str]:
    """Return what an installed package requires with extras, its own extras left out."""
    try:
        requires = distribution(name).requires or []
    except ModuleNotFoundError:  # for another system
        return set()
    plain = [line for line in requires if "extra ==" not in line]
    return {match[1] for line in plain if (match := ASKED.match(line))}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_package_asks_for_with_extras_is_locked_with_them(name: str) -> None:
    assert asked_with_extras(name) - WITH_EXTRAS == set()
