"""Bearer tokens."""

import datetime as dt

import pytest

from app.errors import NotSignedIn
from app.identity import tokens

KEY = b"k" * 32
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
TOKEN = tokens.issue(KEY, 1234, "$argon2id$x", at=AT)


def test_a_token_names_its_user_for_eight_hours() -> None:
    named = tokens.verify(KEY, TOKEN, at=AT + dt.timedelta(hours=7, minutes=59))

    assert named == tokens.Named(user_id=1234, password=tokens.mark_of("$argon2id$x"))


def test_a_token_tells_nothing_of_the_password_it_was_issued_for() -> None:
    assert "argon2" not in tokens.mark_of("$argon2id$x")
    assert tokens.mark_of("$argon2id$x") != tokens.mark_of("$argon2id$y")


@pytest.mark.parametrize(
    ("key", "token", "at"),
    [
        (KEY, TOKEN, AT + dt.timedelta(hours=8, seconds=1)),
        (b"x" * 32, TOKEN, AT),
        (KEY, TOKEN[:-2] + "xx", AT),
        (KEY, "", AT),
        (KEY, "a.b.c", AT),
        # {"alg":"none"} with the claims of a real token
        (KEY, "eyJhbGciOiJub25lIn0." + TOKEN.split(".")[1] + ".", AT),
    ],
)
def test_an_expired_foreign_or_changed_token_is_refused(
    key: bytes, token: str, at: dt.datetime
) -> None:
    with pytest.raises(NotSignedIn) as refused:
        tokens.verify(key, token, at=at)

    assert refused.value.code == "invalid_token"
