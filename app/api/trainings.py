"""Trainings of customers: asked for, read, enrolled in, cancelled."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.cases import Reason
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.trainings import (
    CoursesAnswer,
    Enrol,
    EnrolmentAnswer,
    EnrolmentListAnswer,
    EnrolmentsQuery,
    InvitationListAnswer,
    InvitationsQuery,
    SessionAnswer,
    SessionsAnswer,
    StartTraining,
    TrainingAnswer,
    TrainingListAnswer,
    TrainingsQuery,
)
from app.identity.permissions import ensure_may
from app.insurance.training import operations, queries
from app.transaction import reading

blueprint = Blueprint("trainings", __name__, description="Trainings of customers")


@blueprint.route("/training-courses")
@blueprint.response(200, CoursesAnswer)
def list_courses() -> Any:
    """List the courses that customers are offered"""
    return {"items": queries.list_courses(reading().session)}


@blueprint.route("/trainings", methods=["POST"])
@blueprint.arguments(StartTraining)
@blueprint.response(201, TrainingAnswer)
def start_training(body: dict[str, Any]) -> Response:
    """Ask for a training of a segment, or of customers one names"""
    ensure_may(current_actor(), "training.start")
    with command() as work:
        found = operations.start_training(work, **body)
        location = f"/api/v1/trainings/{found.id}"
        return answer(work, found, status=201, version=found.version, location=location)


@blueprint.route("/trainings")
@blueprint.arguments(TrainingsQuery, location="query")
@blueprint.response(200, TrainingListAnswer)
def list_trainings(query: dict[str, Any]) -> Any:
    """List trainings, the newest first"""
    _ensure_may_read()
    return page_of(queries.list_trainings(reading().session, **query))


def _ensure_may_read() -> None:
    ensure_may(current_actor(), "training.read")


@blueprint.route("/trainings/<ref:training>")
@blueprint.response(200, TrainingAnswer)
def show_training(training: int | str) -> Any:
    """Show a training by id or number"""
    _ensure_may_read()
    found = queries.get_training(reading().session, training)
    return versioned(found, found.version)


@blueprint.route("/trainings/<ref:training>/sessions")
@blueprint.response(200, SessionsAnswer)
def list_sessions(training: int | str) -> Any:
    """List the sessions of a training, with how many are enrolled"""
    _ensure_may_read()
    session = reading().session
    found = queries.get_training(session, training)
    return {"items": queries.list_counted(session, found.id)}


@blueprint.route("/trainings/<ref:training>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_training_clocks(training: int | str) -> Any:
    """List the time limits of a training's tasks"""
    _ensure_may_read()
    work = reading()
    return {"items": clocks_of(work, queries.get_training(work.session, training).case_id)}


@blueprint.route("/trainings/<ref:training>/invitations")
@blueprint.arguments(InvitationsQuery, location="query")
@blueprint.response(200, InvitationListAnswer)
def list_invitations(query: dict[str, Any], training: int | str) -> Any:
    """List for whom a training is, and who was invited"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    found = queries.get_training(session, training)
    return page_of(queries.list_invitations(session, found.id, **query))


@blueprint.route("/trainings/<ref:training>/enrolments")
@blueprint.arguments(EnrolmentsQuery, location="query")
@blueprint.response(200, EnrolmentListAnswer)
def list_enrolments(query: dict[str, Any], training: int | str) -> Any:
    """List who is enrolled in a training"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    found = queries.get_training(session, training)
    return page_of(queries.list_enrolments(session, found.id, **query))


@blueprint.route("/trainings/<ref:training>/enrolments", methods=["POST"])
@blueprint.arguments(Enrol)
@blueprint.response(201, EnrolmentAnswer)
def enrol(body: dict[str, Any], training: int | str) -> Response:
    """Give a customer a place; 409 training_full when none is left"""
    ensure_may(current_actor(), "training.enrol")
    with command() as work:
        found = queries.get_training(work.session, training)
        return answer(work, operations.enrol(work, found, **body), status=201)


@blueprint.route("/trainings/<ref:training>/enrolments/<key:enrolment>/withdraw", methods=["POST"])
@blueprint.response(200, EnrolmentAnswer)
def withdraw_enrolment(training: int | str, enrolment: int) -> Response:
    """Take a customer's enrolment back before the session begins"""
    ensure_may(current_actor(), "training.enrol")
    with command() as work:
        found = queries.get_training(work.session, training)
        return answer(work, operations.withdraw(work, found, enrolment))


@blueprint.route("/trainings/<ref:training>/sessions/<key:session>/cancel", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, SessionAnswer)
def cancel_session(body: dict[str, Any], training: int | str, session: int) -> Response:
    """Cancel one session; everyone enrolled is told"""
    ensure_may(current_actor(), "training.cancel")
    with command() as work:
        found = queries.get_training(work.session, training)
        cancelled = operations.cancel_session(work, found, session, **body)
        return answer(work, queries.counted(work.session, cancelled))


@blueprint.route("/trainings/<ref:training>/cancel", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, TrainingAnswer)
def cancel_training(body: dict[str, Any], training: int | str) -> Response:
    """Cancel a training before its first session; everyone enrolled is told"""
    ensure_may(current_actor(), "training.cancel")
    with command() as work:
        found = queries.get_training(work.session, training)
        cancelled = operations.cancel_training(work, found, **body)
        return answer(work, cancelled, version=cancelled.version)
