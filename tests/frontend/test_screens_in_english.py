"""Every page as its readers see it in English: it fits, nothing fails, all can use it.

The pictures stay in ``var/screens`` for whoever wants to look at them after a run.
"""

import pytest
from flask import Flask
from playwright.sync_api import Page

from .browser import MISSING, PROGRAM
from .looking import look
from .screens import SCREENS, Screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_page_in_english_fits_and_everybody_can_use_it(
    page: Page, screen: Screen, app: Flask, complaints: list[str]
) -> None:
    seen = look(page, screen, "en")

    assert app.url_map.bind("").match(seen.path)[0] == screen.shows
    assert (seen.fits, seen.findings) == (True, [])
    assert complaints == list(screen.told)
