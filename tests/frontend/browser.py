"""The browser that the tests drive and the diagrams are drawn in."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
PROGRAM = next(filter(None, map(shutil.which, BROWSERS)), None)
MISSING = "there is no Chromium, Chrome or Edge"
SWITCHES = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@contextmanager
def browser(**options: Any) -> Iterator[BrowserContext]:
    """Open a fresh browser, and close it in the end."""
    with sync_playwright() as player, tempfile.TemporaryDirectory() as folder:
        opened = player.chromium.launch_persistent_context(
            folder, executable_path=PROGRAM, args=[*SWITCHES], **options
        )
        yield opened
        opened.close()
