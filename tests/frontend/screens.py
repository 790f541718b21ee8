"""Photographs the pages for the guide of the staff: ``python -m tests.frontend.screens``."""

import argparse
import datetime as dt
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from app import clock, create_app, secrets, setup
from app.config import ROOT, Settings
from app.identity.demo import PASSWORD
from app.jobs.firing import fire_due

from .browser import MISSING, PROGRAM, browser

IMAGES = ROOT / "docs/guides/images/staff"
ENDINGS = {"zh": "", "en": ".en"}  # of the names of pictures, by language
#: when the pictures are taken: a Thursday afternoon, so that they differ only where the pages do
NOW = dt.datetime(2026, 11, 26, 13, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
LOCALE = "zh-CN"  # of the browser: English is chosen by button
WIDE, PHONE, HUGE = (1440, 900), (390, 844), (3840, 2160)
INSTALL = f"{MISSING}; on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"
Look = Callable[[Page], None]
REFUSED = (
    "error: Failed to load resource: the server responded with a status of 422"
    " (UNPROCESSABLE ENTITY)"
)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One picture: who looks, how they come there, and how large their window is."""

    name: str
    #: empty: a stranger
    user: str
    come: Look
    #: the page, by its endpoint
    shows: str = "web.show_task"
    size: tuple[int, int] = WIDE
    #: what the browser's console says of answers that refuse
    told: tuple[str, ...] = ()


def at(path: str) -> Look:
    """Come by an address."""

    def come(page: Page) -> None:
        page.goto(path)

    return come


def task(policy: str, *, view: str = "mine", part: str = "") -> Look:
    """Come by opening the task of a claim in a list.

    :param part: the tab of the task
    """

    def come(page: Page) -> None:
        page.goto(f"/tasks?view={view}&q={policy}")
        href = page.locator("#tasks-list a[href*='/tasks/']").first.get_attribute("href")
        assert href is not None
        page.goto(href + (f"&part={part}" if part else ""))

    return come


def case(policy: str, *, view: str = "all", part: str = "") -> Look:
    """Come from a task of a claim to the page of the claim.

    :param part: the tab of the page
    """

    def come(page: Page) -> None:
        task(policy, view=view)(page)
        href = page.locator("#detail .about a").get_attribute("href")
        page.goto(f"{href}{f'?part={part}' if part else ''}")

    return come


def then(*looks: Look) -> Look:
    """Do one after the other."""

    def come(page: Page) -> None:
        for look in looks:
            look(page)

    return come


def keys(*pressed: str) -> Look:
    """Press keys."""

    def press(page: Page) -> None:
        page.wait_for_selector("html[data-script=on]")
        for key in pressed:
            page.keyboard.press(key)

    return press


def opens_acts(page: Page) -> None:
    """Open what the acts on a case ask."""
    for summary in page.locator(".act summary").all():
        summary.click()


def saves_list(page: Page) -> None:
    """Keep the list that is shown, and open what is kept of it."""
    page.locator("details.keep-list summary, .keeping summary").first.click()
    page.locator(".keeping input[name=name]").first.fill("本周到期")
    page.locator(".keeping input[name=name]").first.press("Enter")
    page.locator("a[href*='/tasks/filters/']").first.click()


LIST, CASE, BOARD = "web.show_inbox", "web.show_case", "web.show_dashboard"
SCREENS: tuple[Screen, ...] = (
    Screen(name="sign-in", user="", come=at("/sign-in"), shows="web.show_sign_in"),
    Screen(name="inbox", user="u_sup", come=at("/tasks?view=all"), shows=LIST),
    Screen(name="inbox-empty", user="u_trn", come=at("/tasks"), shows=LIST),
    Screen(name="inbox-nothing", user="u_reg", come=at("/tasks?view=team&q=xyz"), shows=LIST),
    Screen(
        name="inbox-filters",
        user="u_reg",
        come=then(
            at("/tasks?view=team&due=week"), lambda page: page.locator("summary").first.click()
        ),
        shows=LIST,
    ),
    Screen(
        name="inbox-selected",
        user="u_reg",
        come=then(at("/tasks?view=unassigned"), keys("j", "x", "j", "x")),
        shows=LIST,
    ),
    Screen(name="keys", user="u_reg", come=then(at("/tasks"), keys("?")), shows=LIST),
    Screen(name="inbox-phone", user="u_reg", come=at("/tasks?view=team"), shows=LIST, size=PHONE),
    Screen(name="inbox-wide", user="u_ass", come=task("P-MOT-008"), size=HUGE),
    Screen(
        name="saved-list",
        user="u_reg",
        come=then(at("/tasks?view=team&due=week"), saves_list),
        shows="web.edit_filter",
    ),
    Screen(name="task", user="u_ass", come=task("P-MOT-008")),
    Screen(
        name="task-refused",
        user="u_ass",
        come=then(task("P-MOT-008"), keys("Control+Enter")),
        told=(REFUSED,),
    ),
    Screen(name="task-case", user="u_ass", come=task("P-MOT-008", part="case")),
    Screen(name="task-papers", user="u_ass", come=task("P-MOT-008", part="papers")),
    Screen(name="task-comments", user="u_ass", come=task("P-MOT-008", part="talk")),
    Screen(name="task-history", user="u_ass", come=task("P-MOT-008", part="history")),
    Screen(name="task-course", user="u_ass", come=task("P-MOT-008", part="steps")),
    Screen(name="task-approval", user="u_l2a", come=task("P-MOT-012", view="unassigned")),
    Screen(name="task-survey", user="u_sur2", come=task("P-MOT-005")),
    Screen(name="task-phone", user="u_reg", come=task("P-MOT-002"), size=PHONE),
    Screen(name="case", user="u_sup", come=case("P-MOT-008"), shows=CASE),
    Screen(name="case-diagram", user="u_sup", come=case("P-MOT-008", part="diagram"), shows=CASE),
    Screen(name="case-papers", user="u_sup", come=case("P-MOT-008", part="papers"), shows=CASE),
    Screen(name="case-data", user="u_sup", come=case("P-MOT-008", part="data"), shows=CASE),
    Screen(
        name="case-acts",
        user="u_adj",
        come=then(case("P-MOT-010", view="unassigned", part="acts"), opens_acts),
        shows=CASE,
    ),
    Screen(name="case-phone", user="u_sup", come=case("P-MOT-008"), shows=CASE, size=PHONE),
    Screen(
        name="complain",
        user="u_svc",
        come=at("/cases/CLM-20261118-000001/complaint"),
        shows="web.show_complaint_form",
    ),
    Screen(name="team", user="u_sup", come=at("/team"), shows="web.show_team"),
    Screen(name="team-phone", user="u_sup", come=at("/team"), shows="web.show_team", size=PHONE),
    Screen(name="notices", user="u_ass", come=at("/notifications"), shows="web.show_notices"),
    Screen(name="settings", user="u_ass", come=at("/settings"), shows="web.show_settings"),
    Screen(
        name="settings-phone",
        user="u_ass",
        come=at("/settings"),
        shows="web.show_settings",
        size=PHONE,
    ),
    Screen(name="dashboard", user="u_cmgr", come=at("/dashboards/claims"), shows=BOARD),
    Screen(
        name="behind", user="u_cmgr", come=at("/dashboards/claims/M10"), shows="web.show_behind"
    ),
)


@contextmanager
def demo(folder: Path) -> Iterator[Flask]:
    """Start the demo for the first time, at ``NOW``."""
    secrets.write_keys(folder, secrets.new_keys(demo=True))
    url = f"sqlite:///{folder / 'claimdesk.db'}"
    settings = Settings(database_url=url, data=folder, demo=True)
    with patch.object(clock, "now", lambda _: NOW.astimezone(dt.UTC)):
        app = create_app(settings)
        setup.prepare(app, settings)
        with app.app_context():
            fire_due()  # clocks that ran out meanwhile
        yield app


class Quiet(WSGIRequestHandler):
    """Answers without a line in the terminal for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an app on a free port; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def photograph(page: Page, screen: Screen, lang: str) -> bytes:
    """Let somebody come to a page and look at it in a language."""
    width, height = screen.size
    page.set_viewport_size({"width": width, "height": height})
    page.context.clear_cookies()
    if screen.user:
        sign_in(page, screen.user, lang)
    screen.come(page)
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def sign_in(page: Page, user: str, lang: str) -> None:
    """Sign somebody in who has chosen a language."""
    page.goto("/sign-in")
    choice = page.locator(f"button[name=language][value={lang}]")
    if choice.count():
        choice.click()
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/tasks*")


def photographs(opened: BrowserContext, names: list[str], lang: str) -> Iterator[tuple[str, bytes]]:
    """Visit the pictures with these names, or all."""
    for screen in SCREENS:
        if not names or screen.name in names:
            page = opened.new_page()
            yield screen.name, photograph(page, screen, lang)
            page.close()


def main(arguments: list[str]) -> int:
    """Write the pictures of a language; those of the guide are in Chinese."""
    parser = argparse.ArgumentParser(prog="dev.py screens")
    parser.add_argument("names", nargs="*", help=", ".join(one.name for one in SCREENS))
    parser.add_argument("--lang", choices=ENDINGS, default="zh")
    parser.add_argument("--out", type=Path, default=IMAGES)
    asked = parser.parse_args(arguments)
    if PROGRAM is None:
        print(INSTALL, file=sys.stderr)
        return 1
    asked.out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder)) as app,
        served(app) as address,
        browser(locale=LOCALE, base_url=address) as opened,
    ):
        for name, dots in photographs(opened, asked.names, asked.lang):
            file = asked.out / f"{name}{ENDINGS[asked.lang]}.png"
            file.write_bytes(dots)
            print(f"{len(dots) // 1024:5} KB  {file.name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
