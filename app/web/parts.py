"""What the pages need of the rest of the house, handed in once by create_app."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

PARTS = "claimdesk.web"  # in app.extensions


@dataclass(frozen=True, kw_only=True)
class WebParts:
    """The settings behind the pages."""

    #: where uploads are kept
    files: Path
    #: where compiled catalogues of messages are put
    catalogues: Path
    #: there is a virus scanner
    scans: bool = False


def parts() -> WebParts:
    """Return what create_app handed in."""
    found: WebParts = current_app.extensions[PARTS]
    return found
