"""The REST API ``/api/v1``: parses, calls one operation, writes the answer."""

import uuid

from flask import Flask, Response, g, request
from flask.json.provider import DefaultJSONProvider

from app.api import (
    auth,
    calendar,
    care,
    cases,
    change_requests,
    claim_acts,
    claims,
    clock,
    clocks,
    comments,
    company,
    complaint_bulletin,
    complaints,
    contingencies,
    contingency_plans,
    customer_file,
    customers,
    decisions,
    deployments,
    disputes,
    errors,
    etags,
    evaluations,
    exports,
    files,
    health,
    inbound_messages,
    letters,
    mentions,
    messages,
    messages_sent,
    metrics,
    notifications,
    overdue,
    payments,
    quality_checks,
    quality_cycles,
    questionnaires,
    revisits,
    service_requests,
    settings,
    sign_in,
    substitutions,
    task_acts,
    task_attachments,
    task_bulk,
    task_filters,
    tasks,
    trainings,
    users,
    workload,
)
from app.api.documents import PREFIX, make_api
from app.api.idempotency import Replayed
from app.api.parts import PARTS, Parts
from app.database import to_json

#: Every group of endpoints; a new one is added here.
RESOURCES = (
    sign_in.blueprint,
    users.blueprint,
    files.blueprint,
    tasks.blueprint,
    task_acts.blueprint,
    task_bulk.blueprint,
    workload.blueprint,
    comments.blueprint,
    mentions.blueprint,
    notifications.blueprint,
    settings.blueprint,
    task_attachments.blueprint,
    substitutions.blueprint,
    task_filters.blueprint,
    cases.blueprint,
    messages.blueprint,
    messages_sent.blueprint,
    deployments.blueprint,
    decisions.blueprint,
    evaluations.blueprint,
    customers.blueprint,
    customer_file.blueprint,
    company.blueprint,
    claims.blueprint,
    claim_acts.blueprint,
    letters.blueprint,
    payments.blueprint,
    complaints.blueprint,
    complaint_bulletin.blueprint,
    disputes.blueprint,
    contingencies.blueprint,
    contingency_plans.blueprint,
    trainings.blueprint,
    change_requests.blueprint,
    quality_checks.blueprint,
    quality_cycles.blueprint,
    questionnaires.blueprint,
    overdue.blueprint,
    service_requests.blueprint,
    inbound_messages.blueprint,
    revisits.blueprint,
    clocks.blueprint,
    metrics.blueprint,
    exports.blueprint,
    calendar.blueprint,
    care.blueprint,
    clock.blueprint,
)
LARGEST_REQUEST = 64 * 1024 * 1024  # bytes; three of the largest files


class HouseJson(DefaultJSONProvider):
    """JSON as the house writes it: decimals are numbers, members keep their order."""

    def dumps(self, obj: object, **_: object) -> str:
        """Write a value."""
        return to_json(obj)


def create_api(app: Flask, parts: Parts) -> None:
    """Put the API into an app."""
    app.extensions[PARTS] = parts
    app.json = HouseJson(app)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.before_request(_name_request)
    app.before_request(auth.prepare_request)
    app.after_request(etags.shorten_unchanged)
    app.after_request(_say_name)
    errors.register(app)
    app.register_error_handler(Replayed, _answer_again)
    api = make_api(app)
    for blueprint in RESOURCES:
        api.register_blueprint(blueprint, url_prefix=PREFIX)
    app.register_blueprint(health.blueprint)


def _name_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    usable = given.isascii() and given.isprintable() and 0 < len(given) <= 100
    g.request_id = given if usable else uuid.uuid4().hex


def _say_name(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response


def _answer_again(replayed: Replayed) -> Response:
    return replayed.response
