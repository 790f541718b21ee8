"""Writes the mail that tells somebody of notices, in their language."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template
from flask_babel import force_locale, gettext, ngettext

from app.inbox.notices.digests import Entered
from app.inbox.notices.post import Digest, Line, Written
from app.web.account.notice_words import said
from app.web.addresses import case_ref
from app.web.left import time_left

MINUTE = dt.timedelta(minutes=1)  # what is left is not told to the second
MOST = 50  # notices that one mail spells out; the page has the rest


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What there is to tell of one task, case or arrangement, and where to look."""

    #: one sentence a line, each once
    said: Sequence[str]
    #: task, case and time left, as far as there are
    about: str
    link: str


@dataclass(frozen=True, kw_only=True)
class MailWriter:
    """Writes mails whose links lead to the pages at an address."""

    #: without a slash at its end
    address: str

    def __call__(self, digest: Digest) -> Written:
        """Write one mail, as text and as HTML."""
        with force_locale(digest.language):
            entries = [*self._entries(digest), *self._entered(digest.entered)]
            left = len(digest.lines[MOST:])
            more = _more(left) if left else ""
            closing = gettext("You choose in your settings what you are told by mail, and when.")
            pages = {"list": self._link("show_notices"), "settings": self._link("show_settings")}
            html = render_template(
                "account/mail.html",
                language=digest.language,
                entries=entries,
                more=more,
                closing=closing,
                pages=pages,
            )
            text = _text(entries, more, f"{closing}\n{pages['settings']}")
            return Written(subject=_subject(digest, entries), text=text, html=html)

    def _entries(self, digest: Digest) -> list[Entry]:
        """Put together what is about one thing, in the order in which it began."""
        by_link: dict[str, list[Line]] = {}
        for line in digest.lines[:MOST]:
            by_link.setdefault(self._place(line), []).append(line)
        return [_entry(lines, link, digest) for link, lines in by_link.items()]

    def _entered(self, entered: Entered | None) -> list[Entry]:
        if entered is None:
            return []
        number = f"{entered.number}+" if entered.capped else str(entered.number)
        told = gettext("New in your groups, taken by nobody: %(number)s", number=number)
        return [Entry(said=[told], about="", link=self._link("show_inbox", view="unassigned"))]

    def _place(self, line: Line) -> str:
        if line.task_id is not None:
            return self._link("show_task", task_id=line.task_id)
        if line.case_id is not None:
            return self._link("show_case", case=case_ref(line.business_key, line.case_id))
        return self._link("show_settings")

    def _link(self, page: str, **values: object) -> str:
        paths = current_app.url_map.bind("")
        return self.address + paths.build(f"web.{page}", values)


def _entry(lines: Sequence[Line], link: str, digest: Digest) -> Entry:
    line = lines[-1]
    left = time_left(line.due_at, line.clock, digest.calendar, digest.now)
    just_now = line.due_at is not None and abs(line.due_at - digest.now) < MINUTE
    parts = (_name(line, digest.language), line.business_key, left and not just_now and left.text)
    told = Counter(said(one.kind, statutory=one.statutory) for one in lines)
    return Entry(
        said=[one if number == 1 else f"{one} ×{number}" for one, number in told.items()],
        about=" · ".join(part for part in parts if part),
        link=link,
    )


def _name(line: Line, language: str) -> str:
    if line.task is None:
        return ""
    name, name_en = line.task
    return name_en if name_en and language == "en" else name


def _subject(digest: Digest, entries: Sequence[Entry]) -> str:
    number = len(digest.lines) + (digest.entered is not None)
    if number == 1:
        return " · ".join(part for part in (*entries[0].said, entries[0].about) if part)
    if len(entries) == 1:
        more = ngettext("%(num)s notification", "%(num)s notifications", number)
        return f"{entries[0].about or entries[0].said[0]} · {more}"
    return str(ngettext("%(num)s notification", "%(num)s notifications", number))


def _more(left: int) -> str:
    return str(ngettext("and %(num)s more", "and %(num)s more", left))


def _text(entries: Sequence[Entry], more: str, closing: str) -> str:
    parts = [
        "\n".join(part for part in (*one.said, one.about, one.link) if part) for one in entries
    ]
    return "\n\n".join(part for part in (*parts, more, f"-- \n{closing}") if part) + "\n"
