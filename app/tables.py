"""Imports every feature's tables, so that one metadata knows them all (migrations, tests)."""

from app import clock, database
from app.api import models as api
from app.audit import models as audit
from app.cases import models as cases
from app.decisions import models as decisions
from app.files import models as files
from app.identity import models as identity
from app.identity import session_models as page_sessions
from app.identity import settings_models as settings
from app.identity import substitution_models as substitutions
from app.inbox import models as inbox
from app.inbox import read_mark_models as read_marks
from app.inbox.lists import filter_models as filters
from app.inbox.notices import models as notices
from app.inbox.talk import models as talk
from app.insurance.approvals import models as approvals
from app.insurance.care import models as care
from app.insurance.channels import models as channels
from app.insurance.claims import advance_models as advances
from app.insurance.claims import event_models as claim_events
from app.insurance.claims import models as claims
from app.insurance.claims import progress
from app.insurance.complaints import models as complaints
from app.insurance.contingency import models as contingency
from app.insurance.customers import contact_models as contacts
from app.insurance.customers import file_models as customer_files
from app.insurance.customers import models as customers
from app.insurance.disputes import models as disputes
from app.insurance.letters import models as letters
from app.insurance.overdue import models as overdue
from app.insurance.payments import models as payments
from app.insurance.quality import change_models as changes
from app.insurance.quality import check_models as checks
from app.insurance.quality import models as quality
from app.insurance.quality import survey_models as surveys
from app.insurance.reports import models as reports
from app.insurance.revisits import models as revisits
from app.insurance.service import models as service
from app.insurance.training import models as training
from app.jobs import models as jobs
from app.outbox import models as outbox
from app.sla import models as sla

METADATA = database.Base.metadata

__all__ = [
    "METADATA",
    "advances",
    "api",
    "approvals",
    "audit",
    "care",
    "cases",
    "changes",
    "channels",
    "checks",
    "claim_events",
    "claims",
    "clock",
    "complaints",
    "contacts",
    "contingency",
    "customer_files",
    "customers",
    "database",
    "decisions",
    "disputes",
    "files",
    "filters",
    "identity",
    "inbox",
    "jobs",
    "letters",
    "notices",
    "outbox",
    "overdue",
    "page_sessions",
    "payments",
    "progress",
    "quality",
    "read_marks",
    "reports",
    "revisits",
    "service",
    "settings",
    "sla",
    "substitutions",
    "surveys",
    "talk",
    "training",
]
