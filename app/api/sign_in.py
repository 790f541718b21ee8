"""Signing in, and who one is."""

from typing import Any

from app.api.auth import current_actor, wall_time
from app.api.blueprint import Blueprint, keeps_no_answer
from app.api.parts import parts
from app.api.schemas.people import CreateToken, MeAnswer, TokenAnswer
from app.audit import operations as audit
from app.guesses import sign_in
from app.identity import queries, tokens
from app.transaction import reading, transaction

blueprint = Blueprint("sign_in", __name__, description="Signing in")


@blueprint.route("/auth/token", methods=["POST"])
@blueprint.arguments(CreateToken)
@blueprint.response(200, TokenAnswer)
@blueprint.doc(security=[])
@keeps_no_answer
def create_token(body: dict[str, str]) -> Any:
    """Sign in a local user and get a bearer token"""
    user = sign_in(reading(), body["username"], body["password"])
    with transaction(queries.actor_of(user)) as work:
        audit.record(work, "user.signed_in", subject=f"user:{user.id}", detail={"way": "token"})
    token = tokens.issue(parts().keys.token, user.id, user.password_hash, at=wall_time())
    return {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(tokens.LIFETIME.total_seconds()),
    }, {"Cache-Control": "no-store"}


@blueprint.route("/me")
@blueprint.response(200, MeAnswer)
def show_me() -> Any:
    """Show who is signed in and what they may do"""
    return queries.get_user(reading().session, current_actor().username)
