"""A reader of the pages: opens them, fills forms in as they stand, and presses buttons."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "claimdesk"


class Page:
    """One page as it was answered."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.document = lxml.html.fromstring(response.get_data(as_text=True))

    @property
    def text(self) -> str:
        """The words of the page, blanks made one."""
        body = self.document.body
        return _words_of(self.document if body is None else body)

    def words(self, path: str) -> list[str]:
        """Return the words of every element that an XPath finds."""
        return [_words_of(one) for one in self.document.xpath(path)]

    def tasks(self) -> list[dict[str, str]]:
        """Return what the rows of the list of tasks say: name, left, number, subject, who."""
        return [
            {
                part: " ".join(_words_of(one) for one in row.xpath(f".//*[{_of_class(part)}]"))
                for part in ("name", "left", "number", "subject", "who")
            }
            for row in self.document.xpath("//li[starts-with(@id, 'task-')]")
        ]

    def rows(self) -> list[list[str]]:
        """Return the cells of a table, e.g. the list of cases."""
        return [
            [_words_of(cell) for cell in row] for row in self.document.xpath("//table//tbody/tr")
        ]

    def error_of(self, name: str) -> str:
        """Return what stands under a field as its error."""
        return "".join(self.words(f"//*[@id='f-{name.replace('.', '-')}-error']"))

    def value_of(self, name: str) -> str:
        """Return what stands in a field."""
        (field,) = self._form().xpath(f".//*[@name='{name}']")
        return str(field.value or "")

    def fields(self) -> set[str]:
        """Return the names of the fields that one can see."""
        seen = ".//*[@name][not(@type='hidden')][not(self::button)]"
        return {one.get("name") for one in self._form().xpath(seen)}

    def buttons(self) -> list[str]:
        """Return the words of the buttons above and below the form."""
        return self.words("//div[@class='acts' or @class='buttons']/button[not(@aria-hidden)]")

    def _form(self) -> Any:
        """Return where one fills in: the open task, else the whole page."""
        (place, *_) = [*self.document.xpath("//*[@id='detail']"), *self.document.xpath("//main")]
        return place


class Reader:
    """Somebody at a browser that runs no scripts."""

    def __init__(self, client: FlaskClient, username: str = "", *, language: str = "en") -> None:
        self.client = client
        self.language = language
        self.page = self.open("/sign-in")
        if language != self.page.document.get("lang")[:2]:
            self.press({"en": "English", "zh": "中文"}[language])
        if username:
            self.signs_in(username)

    def open(self, path: str) -> Page:
        self.page = Page(self.client.get(path, follow_redirects=True))
        return self.page

    def signs_in(self, username: str, password: str = PASSWORD) -> Page:
        if self.page.path != "/sign-in":
            self.open("/sign-in")
        button = {"en": "Sign in", "zh": "登录"}[self.language]
        return self.press(button, username=username, password=password)

    def press(self, button: str, **values: Any) -> Page:
        """Fill fields in, the others as they stand, and press the last button of that name."""
        found = self.page.document.xpath(f"//button[normalize-space()={button!r}]")
        assert found, f"no button {button}: {self.page.text}"
        form = self._form_of(found[-1])
        sent = _filled(form.form_values(), values)
        if found[-1].get("name"):
            sent[found[-1].get("name")] = found[-1].get("value")
        target = urljoin(self.page.path, found[-1].get("formaction") or form.get("action"))
        is_upload = form.get("enctype") == "multipart/form-data"
        answer = self.client.post(
            urlsplit(target)._replace(fragment="").geturl(),
            data=sent,
            content_type="multipart/form-data" if is_upload else None,
            follow_redirects=True,
        )
        self.page = Page(answer)
        return self.page

    def _form_of(self, button: Any) -> Any:
        """Return the form that a button names, or stands in."""
        if button.get("form"):
            return self.page.document.get_element_by_id(button.get("form"))
        return next(button.iterancestors("form"))

    def follows(self, link: str) -> Page:
        """Click the first link of that name."""
        (target, *_) = self.page.document.xpath(f"//a[normalize-space()={link!r}]/@href")
        return self.open(target)


def _words_of(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _of_class(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def _filled(present: Iterable[tuple[str, str]], values: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for name, value in present:
        sent.setdefault(name, []).append(value)
    return {**sent, **{name.replace("__", "."): value for name, value in values.items()}}
