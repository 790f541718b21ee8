"""Users and groups."""

from typing import Any

from app.api.blueprint import Blueprint
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.people import GroupsAnswer, UserAnswer, UserListAnswer, UsersQuery
from app.identity import queries
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


@blueprint.route("/groups")
@blueprint.response(200, GroupsAnswer)
def list_groups() -> Any:
    """List every group"""
    return {"items": queries.list_groups(reading().session)}
