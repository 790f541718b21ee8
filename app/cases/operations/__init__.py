"""Every act on a case, one module a verb; none of them commits."""

from app.cases.buffer import Published
from app.cases.commands import Started
from app.cases.operations.cancel import cancel_case
from app.cases.operations.check import check
from app.cases.operations.complete import Completion, complete_task
from app.cases.operations.deploy import Deployed, deploy
from app.cases.operations.jobs import (
    ActivatedJob,
    activate_jobs,
    complete_job,
    fail_job,
    throw_job_error,
)
from app.cases.operations.publish import publish_message
from app.cases.operations.replay import Span, replay_files, replay_version
from app.cases.operations.retry import retry_incident, retry_incidents
from app.cases.operations.roll_back import roll_back_decision
from app.cases.operations.start import start_case
from app.cases.operations.suspend import resume_case, suspend_case
from app.cases.operations.variables import set_variables, try_variables
from app.cases.state import CaseState

__all__ = [
    "ActivatedJob",
    "CaseState",
    "Completion",
    "Deployed",
    "Published",
    "Span",
    "Started",
    "activate_jobs",
    "cancel_case",
    "check",
    "complete_job",
    "complete_task",
    "deploy",
    "fail_job",
    "publish_message",
    "replay_files",
    "replay_version",
    "resume_case",
    "retry_incident",
    "retry_incidents",
    "roll_back_decision",
    "set_variables",
    "start_case",
    "suspend_case",
    "throw_job_error",
    "try_variables",
]
