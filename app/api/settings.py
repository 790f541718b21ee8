"""What the caller has set for themselves: language, mail, what they are told of, their password."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, keeps_no_answer, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.schemas.settings import ChangePassword, ChangeSettings, SettingsAnswer
from app.guesses import new_password
from app.identity import operations, queries
from app.identity.models import User
from app.identity.settings import settings_of, version_of
from app.identity.settings_models import Density, UserSettings
from app.inbox.notices.choices import choices_of
from app.inbox.notices.mailing import MAIL
from app.inbox.notices.settings import change_own_settings
from app.transaction import ports, reading, transaction

blueprint = Blueprint("settings", __name__, description="What one has set for oneself")


@blueprint.route("/me/settings")
@blueprint.response(200, SettingsAnswer)
def show_settings() -> Any:
    """Show what one has set, or what holds without"""
    session = reading().session
    user = queries.get_user(session, current_actor().username)
    settings = settings_of(session, user.id)
    return versioned(_row(user, settings), version_of(user, settings))


@blueprint.route("/me/settings", methods=["PATCH"])
@blueprint.arguments(ChangeSettings)
@blueprint.response(200, SettingsAnswer)
@takes_if_match()
def change_settings(body: dict[str, Any]) -> Response:
    """Change some of what one has set; mail that waits goes when it now should"""
    expected = if_match(show_settings)
    with command() as work:
        user, settings = change_own_settings(work, _changes(body), expected_version=expected)
        return answer(work, _row(user, settings), version=version_of(user, settings))


@blueprint.route("/me/password", methods=["POST"])
@blueprint.arguments(ChangePassword)
@blueprint.response(204)
@keeps_no_answer
def change_password(body: dict[str, str]) -> str:
    """Change one's password; every session and token of one's own ends"""
    username = current_actor().username
    new = new_password(reading(), username, body["current_password"], body["new_password"])
    with transaction() as work:
        operations.change_password(work, new)
    return ""


def _changes(body: dict[str, Any]) -> dict[str, Any]:
    changes = {**body, **body.pop("quiet_hours", {})}
    changes.pop("quiet_hours", None)
    if "density" in changes:
        changes["density"] = Density(changes["density"])
    return changes


def _row(user: User, settings: UserSettings) -> dict[str, Any]:
    return {
        "language": user.language,
        "email": user.email,
        "density": settings.density.value,
        "shortcuts": settings.shortcuts,
        "notices": {
            kind: {"page": choice.page, "mail": choice.mail.value}
            for kind, choice in choices_of(settings.notices).items()
        },
        "daily_at": settings.daily_at,
        "quiet_hours": settings,
        "sends_mail": MAIL in ports(),
    }
