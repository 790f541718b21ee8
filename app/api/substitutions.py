"""Out of office: who stands in for whom, from when until when, in which processes."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.named_users import user_id_of
from app.api.paging import page_of
from app.api.schemas.substitutions import (
    ChangeSubstitution,
    NameSubstitute,
    SubstitutionAnswer,
    SubstitutionListAnswer,
    SubstitutionsQuery,
)
from app.cases.queries import list_process_ids
from app.identity import substitution_queries as queries
from app.identity.substitution_models import Substitution
from app.identity.substitution_queries import SubstitutionFilter
from app.identity.substitution_rules import left_out, state_of
from app.identity.substitutions import NewSubstitution
from app.inbox import operations
from app.keyset import Slice
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("substitutions", __name__, description="Out of office")


@blueprint.route("/substitutions")
@blueprint.arguments(SubstitutionsQuery, location="query")
@blueprint.response(200, SubstitutionListAnswer)
def list_substitutions(query: dict[str, Any]) -> Any:
    """List who stands in for whom, as far as one may see it: the latest start first"""
    work = reading()
    page = {name: query.pop(name) for name in ("after", "limit", "count")}
    found = queries.list_visible(work, SubstitutionFilter(**query), **page)
    rows = [_row(work, one) for one in found.rows]
    return page_of(
        Slice(
            rows=rows,
            next=found.next,
            prev=found.prev,
            total=found.total,
            total_capped=found.total_capped,
        )
    )


@blueprint.route("/substitutions/<key:substitution_id>")
@blueprint.response(200, SubstitutionAnswer)
def show_substitution(substitution_id: int) -> Any:
    """Show who stands in for whom"""
    work = reading()
    found = queries.get_visible(work, substitution_id)
    return versioned(_row(work, found), found.version)


@blueprint.route("/substitutions", methods=["POST"])
@blueprint.arguments(NameSubstitute)
@blueprint.response(201, SubstitutionAnswer)
def name_substitute(body: dict[str, Any]) -> Response:
    """Name who stands in for oneself, or as a lead or administrator for somebody else"""
    with command() as work:
        new = NewSubstitution(
            absent_id=user_id_of(work, "/user", body["user"] or current_actor().username),
            substitute_id=user_id_of(work, "/substitute", body["substitute"]),
            starts_at=body["starts_at"],
            ends_at=body["ends_at"],
            processes=tuple(body["processes"]),
            note=body["note"],
        )
        made = operations.name_substitute(work, new, known=list_process_ids(work.session))
        location = f"/api/v1/substitutions/{made.id}"
        return _answer(work, made, location=location)


@blueprint.route("/substitutions/<key:substitution_id>", methods=["PATCH"])
@blueprint.arguments(ChangeSubstitution)
@blueprint.response(200, SubstitutionAnswer)
@takes_if_match()
def change_substitution(body: dict[str, Any], substitution_id: int) -> Response:
    """Change when and in which processes; what that no longer covers goes back"""
    expected = if_match(lambda: _present(substitution_id))
    with command() as work:
        changed = operations.change_substitution(
            work,
            substitution_id,
            body,
            known=list_process_ids(work.session),
            expected_version=expected,
        )
        return _answer(work, changed)


@blueprint.route("/substitutions/<key:substitution_id>", methods=["DELETE"])
@blueprint.response(200, SubstitutionAnswer)
@takes_if_match(required=True)
def end_substitution(substitution_id: int) -> Response:
    """End it now, or call it off; the record stays, and what was taken and not done goes back"""
    expected = if_match(lambda: _present(substitution_id), required=True)
    with command() as work:
        ended = operations.end_substitution(work, substitution_id, expected_version=expected)
        return _answer(work, ended)


def _present(substitution_id: int) -> Response:
    """Answer the substitution as it is now, to someone who acted on an older version."""
    return show_substitution(substitution_id)


def _answer(work: Work, found: Substitution, *, location: str | None = None) -> Response:
    work.session.flush()
    return answer(work, _row(work, found), version=found.version, location=location)


def _row(work: Work, found: Substitution) -> dict[str, Any]:
    return {
        "id": found.id,
        "user": found.absent,
        "substitute": found.substitute,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "processes": found.processes,
        "note": found.note,
        "state": state_of(found.starts_at, found.ends_at, work.now).value,
        "left_out": left_out(found.absent.groups, found.substitute.groups),
        "created_by": found.created_by,
        "created_at": found.created_at,
        "ended_by": found.ended_by,
        "version": found.version,
    }
