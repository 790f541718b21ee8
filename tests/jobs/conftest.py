"""An app of its own parts: a database, what diagrams call, and an outside that remembers."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import database
from app.decision_results import DecisionResult
from app.extensions import db
from app.outbox.ports import Message, Port
from app.transaction import PORTS, PROCESSES
from app.work import Processes
from tests.working import ZONE

LIMIT = {"internal": "3 wd", "statutory": None, "warn_before": "P1D", "pausable": False}
ANSWERS: Mapping[str, object] = {"segregation": "allowed", "sla_limit": LIMIT}


def decide(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    at: dt.datetime,
    version: int | None = None,
) -> DecisionResult:
    """Answer the two tables that every case asks."""
    return DecisionResult(
        decision=decision_id,
        value=ANSWERS[decision_id],
        matched=(),
        inputs={},
        digest="d",
        version=1,
    )


@dataclass
class Outside:
    """What has left the house."""

    sent: list[Message] = field(default_factory=list)
    broken: bool = False

    def send(self, message: Message) -> Mapping[str, Any]:
        if self.broken:
            raise OSError("no line")
        self.sent.append(message)
        return {}


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def handlers() -> dict[str, Any]:
    """Functions that diagrams call; a test adds its own."""
    return {}


@pytest.fixture
def app(database_url: str, outside: Outside, handlers: dict[str, Any]) -> Iterator[Flask]:
    app = Flask("tests")
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.extensions[PROCESSES] = Processes(handlers=handlers, decide=decide, zone=ZONE)
    app.extensions[PORTS] = {"letter": Port(send=outside.send)}
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()
