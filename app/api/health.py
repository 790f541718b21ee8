"""Whether the process lives, and whether it can work: for a load balancer, without signing in."""

import sqlalchemy as sa
from flask import Blueprint

from app.transaction import reading

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def show_health() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def show_readiness() -> dict[str, str]:
    """Say that the database answers too; 503 where it does not."""
    reading().session.execute(sa.text("SELECT 1"))
    return {"status": "ready"}
