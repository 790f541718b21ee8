"""Every page as its readers see it in Chinese: it fits, nothing fails, all can use it.

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
#: pages that are no picture of their own: parts of others, files, and what only forwards
PARTS = frozenset(
    {
        "web.export_list",
        "web.find_case",
        "web.follow_notice",
        "web.list_case_people",
        "web.list_people",
        "web.show_bell",
        "web.show_dashboards",
        "web.show_diagram",
        "web.show_list",
        "web.show_live",
        "web.show_paper",
        "web.show_start",
        "web.static",
    }
)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_page_fits_and_everybody_can_use_it(
    page: Page, screen: Screen, app: Flask, complaints: list[str]
) -> None:
    seen = look(page, screen, "zh")

    assert app.url_map.bind("").match(seen.path)[0] == screen.shows
    assert (seen.fits, seen.findings) == (True, [])
    assert complaints == list(screen.told)


def test_no_page_is_left_out(app: Flask) -> None:
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("web.") and "GET" in (rule.methods or ())
    }

    assert pages - PARTS == {screen.shows for screen in SCREENS}
