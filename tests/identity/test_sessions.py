"""Who is signed in at a browser, and for how long."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from app.identity import operations, queries, sessions
from app.identity.models import Membership
from app.identity.session_models import PageSession
from app.work import Work

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
Cookie = dict[str, Any]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The time that clocks on the wall show, to be moved."""
    shown = [dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)]
    monkeypatch.setattr(sessions, "wall_time", lambda: shown[0])
    return shown


@pytest.fixture
def cookie(work: Work, at: list[dt.datetime]) -> Cookie:
    """The cookie of a registrar who has signed in at eight."""
    return signed_in(work, "u_reg")


def signed_in(work: Work, username: str) -> Cookie:
    cookie: Cookie = {"basket": "of somebody else"}
    sessions.begin(work, cookie, queries.get_user(work.session, username))
    return cookie


def who(work: Work, cookie: Cookie) -> str | None:
    found = sessions.find(work.session, cookie)
    return None if found is None else found.actor.username


def test_signing_in_forgets_who_was_there_before(work: Work, cookie: Cookie) -> None:
    copy = dict(cookie)

    sessions.begin(work, cookie, queries.get_user(work.session, "u_sur1"))

    assert set(cookie) == {sessions.SECRET}
    assert who(work, cookie) == "u_sur1"
    assert who(work, copy) is None


def test_the_cookies_secret_is_nowhere_in_the_database(work: Work, cookie: Cookie) -> None:
    (row,) = work.session.execute(sa.select(PageSession.__table__)).all()

    assert cookie[sessions.SECRET] not in map(str, row)


@pytest.mark.parametrize("forged", [{}, {"session": "guess"}, {"session": 7}, {"user_id": 1}])
def test_another_cookie_opens_nothing(work: Work, cookie: Cookie, forged: Cookie) -> None:
    assert who(work, forged) is None


@pytest.mark.parametrize(
    ("later", "name"), [(29 * MINUTE, "u_reg"), (30 * MINUTE, None), (5 * HOUR, None)]
)
def test_a_session_ends_when_nobody_clicks(
    work: Work, cookie: Cookie, at: list[dt.datetime], later: dt.timedelta, name: str | None
) -> None:
    at[0] += later

    assert who(work, cookie) == name


def test_a_click_keeps_a_session_alive_but_no_longer_than_a_working_day(
    work: Work, cookie: Cookie, at: list[dt.datetime]
) -> None:
    alive = []
    for _ in range(26):
        at[0] += 29 * MINUTE
        found = sessions.find(work.session, cookie)
        alive.append(found is not None)
        _ = found and sessions.note_click(work, found)

    assert alive == [True] * 24 + [False] * 2  # 24 times 29 minutes are less than twelve hours


def test_a_click_is_written_once_a_minute(
    work: Work, cookie: Cookie, at: list[dt.datetime]
) -> None:
    found = sessions.find(work.session, cookie)
    assert found is not None

    at[0] += MINUTE / 2
    soon = sessions.is_to_note(found)
    at[0] += MINUTE / 2
    assert (soon, sessions.is_to_note(found)) == (False, True)


def test_a_copy_of_a_cookie_opens_nothing_after_signing_out(work: Work, cookie: Cookie) -> None:
    copy = dict(cookie)

    sessions.end(work, cookie)

    assert cookie == {}
    assert who(work, copy) is None


def test_signing_out_everywhere_ends_every_session_of_one_person(
    work: Work, cookie: Cookie
) -> None:
    elsewhere, colleague = signed_in(work, "u_reg"), signed_in(work, "u_sur1")

    sessions.end_all(work, queries.get_user(work.session, "u_reg").id)

    assert [who(work, one) for one in (cookie, elsewhere, colleague)] == [None, None, "u_sur1"]


def test_a_session_ends_when_what_its_user_may_do_changes(work: Work, cookie: Cookie) -> None:
    user = queries.get_user(work.session, "u_reg")
    user.memberships.append(Membership(group_code="claims_manager"))
    work.session.flush()

    assert who(work, cookie) is None
    assert who(work, signed_in(work, "u_reg")) == "u_reg"


def test_a_session_of_someone_set_inactive_does_not_come_back(work: Work, cookie: Cookie) -> None:
    user = queries.get_user(work.session, "u_reg")
    operations.set_active(work, user.id, False)
    operations.set_active(work, user.id, True)

    assert who(work, cookie) is None


def test_the_next_sign_in_forgets_what_has_ended(
    work: Work, cookie: Cookie, at: list[dt.datetime]
) -> None:
    at[0] += HOUR

    signed_in(work, "u_sur1")

    assert work.session.scalar(sa.select(sa.func.count()).select_from(PageSession)) == 1
