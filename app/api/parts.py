"""What the API needs of the rest of the house, handed in once by create_app."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from app.secrets import Keys

PARTS = "claimdesk.api"  # in app.extensions

#: Runs everything due up to an instant; returns ``now`` and ``fired``, the counts by kind.
Advance = Callable[[dt.datetime], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The settings and functions behind the endpoints."""

    keys: Keys
    files: Path
    test_mode: bool
    #: there is a virus scanner
    scans: bool = False
    advance: Advance | None = None


def parts() -> Parts:
    """Return what create_app handed in."""
    found: Parts = current_app.extensions[PARTS]
    return found
