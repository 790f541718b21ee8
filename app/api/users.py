"""Users and groups."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.paging import page_of
from app.api.schemas.people import (
    ChangeUser,
    GroupsAnswer,
    UserAnswer,
    UserListAnswer,
    UsersQuery,
)
from app.identity import queries
from app.identity.operations import ensure_unchanged, set_email, set_qualifications, set_unit
from app.identity.permissions import ensure_may
from app.inbox.operations import set_user_active
from app.transaction import reading

blueprint = Blueprint("users", __name__, description="Users and their groups")


@blueprint.route("/users")
@blueprint.arguments(UsersQuery, location="query")
@blueprint.response(200, UserListAnswer)
def list_users(query: dict[str, Any]) -> Any:
    """List users, or those of a group"""
    return page_of(
        queries.list_users(
            reading().session,
            queries.UserFilter(group=query["group"], text=query["q"]),
            after=query["after"],
            limit=query["limit"],
            count=query["count"],
        )
    )


@blueprint.route("/users/<ref:user>")
@blueprint.response(200, UserAnswer)
def show_user(user: int | str) -> Any:
    """Show a user by id or username"""
    found = queries.get_user(reading().session, user)
    return versioned(found, found.version)


@blueprint.route("/users/<ref:user>", methods=["PATCH"])
@blueprint.arguments(ChangeUser)
@blueprint.response(200, UserAnswer)
@takes_if_match()
def change_user(body: dict[str, Any], user: int | str) -> Response:
    """Change what a user may do; one who may not act gives back the tasks they hold"""
    ensure_may(current_actor(), "user.write")
    expected = if_match(lambda: show_user(user))
    with command() as work:
        found = queries.get_user(work.session, user)
        ensure_unchanged(found, expected)
        if "org_unit" in body:
            set_unit(work, found, body["org_unit"] or None)
        if "email" in body:
            set_email(work, found, body["email"])
        set_qualifications(work, found, skills=body.get("skills"), licences=_licences(body))
        if "active" in body:
            set_user_active(work, found, body["active"])
        return answer(work, found, version=found.version)


def _licences(body: dict[str, Any]) -> list[dict[str, str]] | None:
    if "licences" not in body:
        return None
    return [
        {
            "class": row["statutory_class"],
            "no": row["no"],
            "valid_until": row["valid_until"].isoformat(),
        }
        for row in body["licences"]
    ]


@blueprint.route("/groups")
@blueprint.response(200, GroupsAnswer)
def list_groups() -> Any:
    """List every group"""
    return {"items": queries.list_groups(reading().session)}
