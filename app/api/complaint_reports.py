"""Complaints from two doors, ``/complaints`` and ``/cases``; who sees a complaint."""

from collections.abc import Mapping
from typing import Any

from app.api.named_files import named_files
from app.cases.models import Case
from app.cases.visible import get_visible_case
from app.database import MAX_DIGITS
from app.errors import Conflict, FieldError, InvalidInput, NotFound
from app.identity.permissions import may
from app.insurance.claims.complaints import complaint_facts
from app.insurance.complaints.intake import FIELDS, Known
from app.insurance.complaints.models import Complaint
from app.insurance.complaints.operations import Raised, raise_once
from app.insurance.complaints.queries import get_complaint
from app.work import Actor, Variables, Work


def may_see_complaint(actor: Actor, complaint: Complaint) -> bool:
    """Say whether someone sees a complaint: staff see every one, a reporter its own."""
    own = may(actor, "case.read_own") and complaint.created_by == actor.user_id
    return own or may(actor, "case.read")


def get_visible_complaint(work: Work, key: int | str) -> Complaint:
    """Return a complaint the caller may see.

    :raises NotFound: there is none, or the caller may not see it
    """
    complaint = get_complaint(work.session, key)
    if not may_see_complaint(work.actor, complaint):
        raise NotFound(f"no complaint {key}")
    return complaint


def report_complaint(work: Work, body: Mapping[str, Any], *, root: str = "") -> Raised:
    """Take a complaint in; a repeated reference answers its complaint to those who may see it.

    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises Conflict: the reference is another reporter's
    """
    fields = dict(body)
    external_ref = fields.pop("external_ref", None)
    fields["documents"] = _documents(work, fields.get("documents"), root)
    known = _known(work, fields.get("related_case"), root)
    raised = raise_once(work, fields, known, external_ref=external_ref, root=root)
    if not may_see_complaint(work.actor, raised.complaint):
        taken = f"another reporter has used the external_ref {external_ref}"
        raise Conflict(taken, code="duplicate_reference")
    return raised


def _documents(work: Work, named: Any, root: str) -> list[str]:
    keys = named if isinstance(named, list) else []
    for at, key in enumerate(keys):
        if not str(key).isdecimal() or len(str(key)) >= MAX_DIGITS:
            raise _refusal(f"{root}/documents/{at}", f"{key} is no id of a file", "invalid_value")
    return named_files(work, f"{root}/documents".lstrip("/"), [int(key) for key in keys])


def _known(work: Work, related: Any, root: str) -> Known:
    """Return what is known of the related case, which the caller has to see."""
    if related in (None, ""):
        return {}
    case = _find_case(work, related)
    if case is None:
        raise _refusal(f"{root}/related_case", f"there is no case {related}", "not_found")
    return complaint_facts(work, case)


def _find_case(work: Work, related: Any) -> Case | None:
    try:
        return get_visible_case(work, str(related))
    except NotFound:
        return None


def _refusal(pointer: str, detail: str, code: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=pointer, code=code, detail=detail)])


def read_started_complaint(data: Mapping[str, Any], business_key: str | None) -> Variables:
    """Return the complaint in a start of the process ``complaint``.

    :param business_key: a complaint's is its number; what a caller names is the reporter's own
    :raises InvalidInput: there is no such field
    """
    unknown = sorted(set(data) - {*FIELDS, "external_ref"})
    if unknown:
        detail = f"there is no field {unknown[0]}"
        wrong = FieldError(pointer=f"/data/{unknown[0]}", code="unknown_field", detail=detail)
        raise InvalidInput(detail, errors=[wrong], code="unknown_field")
    return {**data, "external_ref": data.get("external_ref") or business_key}
