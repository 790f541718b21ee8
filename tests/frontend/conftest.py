"""The demo as its people see it in a browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from .browser import browser
from .screens import LOCALE, demo, served


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with demo(tmp_path_factory.mktemp("demo")) as app:
        yield app


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def opened(address: str) -> Iterator[BrowserContext]:
    with browser(locale=LOCALE, base_url=address) as opened:
        yield opened


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of, e.g. a breach of the content policy."""
    return []


@pytest.fixture
def page(opened: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    page = opened.new_page()
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
