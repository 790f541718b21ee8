"""Changes of users and groups, and the check of a sign-in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.operations import record
from app.database import next_key
from app.errors import Conflict, FieldError, InvalidInput, NotSignedIn, Stale
from app.identity import passwords, queries, sessions
from app.identity.models import Group, Membership, User
from app.identity.roles import ROLES
from app.work import Work

LANGUAGES = ("zh", "en")
EMAIL_LENGTH = 254  # the longest that a mail server takes
_PART = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(rf"{_PART}(\.{_PART})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """A user to create; hash the password before the transaction begins, it takes its time."""

    username: str
    name: str
    name_en: str
    groups: tuple[str, ...]
    password_hash: str | None = None
    language: str = "zh"
    skills: tuple[str, ...] = ()
    org_unit: str | None = None
    email: str | None = None


def create_roles(work: Work) -> None:
    """Add the groups that ship with the product, where they are missing."""
    known = set(work.session.scalars(sa.select(Group.code)))
    for role in ROLES:
        if role.code not in known:
            work.session.add(Group(code=role.code, name=role.name, name_en=role.name_en))
    work.session.flush()


def create_user(work: Work, new: NewUser) -> User:
    """Create an active user.

    :raises Conflict: the username is taken
    :raises InvalidInput: a group or the language is unknown
    """
    _ensure_known(work.session, new)
    if queries.find_user(work.session, new.username) is not None:
        raise Conflict(f"the username {new.username} is taken", code="duplicate_reference")
    user = User(
        id=next_key(work.session),
        username=new.username,
        name=new.name,
        name_en=new.name_en,
        password_hash=new.password_hash,
        language=new.language,
        active=True,
        skills=list(new.skills),
        licences=[],
        org_unit=new.org_unit,
        email=new.email,
        created_at=work.now,
        memberships=[Membership(group_code=code) for code in sorted(set(new.groups))],
    )
    work.session.add(user)
    work.session.flush()
    detail = {"username": new.username, "groups": list(user.groups)}
    record(work, "user.created", subject=f"user:{user.id}", detail=detail)
    return user


def _ensure_known(session: Session, new: NewUser) -> None:
    if new.language not in LANGUAGES:
        raise InvalidInput(f"{new.language} is not one of {', '.join(LANGUAGES)}")
    missing = sorted(set(new.groups) - _existing(session, new.groups))
    if missing:
        raise InvalidInput(f"there is no group {', '.join(missing)}")


def _existing(session: Session, codes: Iterable[str]) -> set[str]:
    return set(session.scalars(sa.select(Group.code).where(Group.code.in_(list(codes)))))


def ensure_unchanged(user: User, expected_version: int | None) -> None:
    """Refuse a caller that has seen an older version; ``None`` has seen any.

    :raises Stale: the user was changed since
    """
    if expected_version is not None and user.version != expected_version:
        raise Stale(f"user {user.username} was changed meanwhile", current=user.version)


def set_qualifications(
    work: Work,
    user: User,
    *,
    skills: list[str] | None = None,
    licences: list[dict[str, str]] | None = None,
) -> User:
    """Keep what a user can do and may sell; None leaves it as it is.

    :param licences: rows of class, no and valid_until, the last day as ISO text
    """
    changes = {"skills": skills, "licences": licences}
    for name, value in changes.items():
        if value is not None and value != getattr(user, name):
            setattr(user, name, value)
            record(work, f"user.{name}_set", subject=f"user:{user.id}", detail={name: value})
    work.session.flush()
    return user


def set_unit(work: Work, user: User, org_unit: str | None) -> User:
    """Keep the branch or office that a user works at; what they entered stays where it was."""
    if user.org_unit != org_unit:
        user.org_unit = org_unit
        record(work, "user.unit_set", subject=f"user:{user.id}", detail={"org_unit": org_unit})
        work.session.flush()
    return user


def set_language(work: Work, user: User, language: str) -> User:
    """Keep in which language a user is spoken to: zh or en."""
    if user.language != language:
        user.language = language
        record(work, "user.language_set", subject=f"user:{user.id}", detail={"language": language})
        work.session.flush()
    return user


def set_email(work: Work, user: User, email: str | None) -> User:
    """Keep where mail reaches a user; the log tells that it changed, not to what.

    :raises InvalidInput: it is no address that a mail server takes
    """
    wanted = (email or "").strip() or None
    if wanted is not None and (len(wanted) > EMAIL_LENGTH or not _EMAIL.fullmatch(wanted)):
        error = FieldError(pointer="/email", code="invalid_field", detail="not a mail address")
        raise InvalidInput("not a mail address", errors=[error])
    if user.email != wanted:
        user.email = wanted
        detail = {"email": "removed" if wanted is None else "set"}
        record(work, "user.email_set", subject=f"user:{user.id}", detail=detail)
        work.session.flush()
    return user


def set_active(
    work: Work, user_id: int, active: bool, *, expected_version: int | None = None
) -> User:
    """Let a user sign in and be offered tasks, or not.

    :raises Stale: the user was changed since ``expected_version``
    """
    user = queries.get_user(work.session, user_id)
    ensure_unchanged(user, expected_version)
    if user.active != active:
        user.active = active
        sessions.end_all(work, user.id)
        work.session.flush()
        record(work, "user.active_set", subject=f"user:{user.id}", detail={"active": active})
    return user


@dataclass(frozen=True, kw_only=True)
class NewPassword:
    """A password to keep for somebody; hash it before the transaction begins."""

    user_id: int
    password_hash: str
    #: the hash that it replaces; None: whichever there is
    seen: str | None = None


def change_password(work: Work, new: NewPassword) -> User:
    """Keep another password; all that was signed in by the one before has ended.

    :raises Stale: it was changed meanwhile
    """
    user = work.session.get_one(User, new.user_id, populate_existing=True, with_for_update=True)
    if new.seen is not None and user.password_hash != new.seen:
        raise Stale(f"the password of {user.username} was changed meanwhile", current=user.version)
    user.password_hash = new.password_hash
    sessions.end_all(work, user.id)
    work.session.flush()
    record(work, "user.password_changed", subject=f"user:{user.id}", detail={})
    return user


def sign_in(work: Work, username: str, password: str) -> User:
    """Return the active user whose password this is; writes nothing and takes about 0.1 s.

    :raises NotSignedIn: no active user has this name and password; which is wrong stays untold
    """
    keepable = "\0" not in username  # PostgreSQL does not even compare the null character
    user = queries.find_user(work.session, username) if keepable else None
    right = passwords.is_right(password, user.password_hash if user else None)
    if user is None or not right or not user.active:
        raise NotSignedIn("username or password is wrong")
    return user
