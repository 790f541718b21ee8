"""Complaints from three doors, ``/complaints``, ``/cases``, ``/messages``; who sees one."""

from collections.abc import Mapping
from typing import Any

from app.api.named_files import named_files
from app.cases.models import Case
from app.cases.queries import find_case
from app.cases.visible import get_visible_case, sees_case
from app.database import MAX_DIGITS
from app.errors import Conflict, FieldError, InvalidInput, NotFound
from app.identity.permissions import may
from app.insurance.claims.complaints import complaint_facts
from app.insurance.complaints.intake import FIELDS, Known, read_complaint, read_references
from app.insurance.complaints.models import Complaint
from app.insurance.complaints.operations import Raised, raise_once
from app.insurance.complaints.queries import find_first, get_complaint, hold_reference
from app.insurance.complaints.rules import BY_REGULATOR
from app.work import Actor, Variables, Work

#: what is known of a related case and tells who the people in it are
PERSONAL = ("complainant", "contact", "customer_id")


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
        named = external_ref or fields.get("regulator_ref")
        taken = f"another reporter has used the reference {named}"
        raise Conflict(taken, code="duplicate_reference")
    return raised


def _documents(work: Work, named: Any, root: str) -> list[str]:
    keys = [] if named is None else named
    if not isinstance(keys, list):
        raise _refusal(f"{root}/documents", "documents must be a list", "invalid_value")
    for at, key in enumerate(keys):
        text = str(key)
        if not (text.isascii() and text.isdecimal()) or len(text) >= MAX_DIGITS:
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
    :raises InvalidInput: there is no such field, or the two numbers of the reporter differ
    """
    _ensure_fields(data)
    if business_key is not None and data.get("external_ref") not in (None, "", business_key):
        detail = "business_key and external_ref are both the reporter's own number, and differ"
        raise _refusal("/business_key", detail, "invalid_field")
    return {**data, "external_ref": data.get("external_ref") or business_key}


def _ensure_fields(data: Mapping[str, Any]) -> None:
    unknown = sorted(set(data) - {*FIELDS, "external_ref"})
    if unknown:
        detail = f"there is no field {unknown[0]}"
        wrong = FieldError(pointer=f"/data/{unknown[0]}", code="unknown_field", detail=detail)
        raise InvalidInput(detail, errors=[wrong], code="unknown_field")


def check_transfer(work: Work, data: Mapping[str, Any]) -> None:
    """Refuse a message ``regulator_transfer`` that no complaint can be read from; keep nothing.

    :raises InvalidInput: with every field that is wrong
    """
    _ensure_fields(data)
    fields = {**data, "channel": data.get("channel") or BY_REGULATOR}
    if fields["channel"] != BY_REGULATOR:
        raise _refusal("/data/channel", f"the channel is {BY_REGULATOR}", "invalid_value")
    external_ref, regulator_ref = read_references(fields, "/data")
    hold_reference(work.session, regulator_ref)  # as at the other doors: before the number is taken
    if find_first(work.session, external_ref, regulator_ref) is not None:
        return
    fields["documents"] = _documents(work, fields.get("documents"), "/data")
    known = _known_to_caller(work, fields.get("related_case"))
    read_complaint(work, fields, known, came_at=work.now, root="/data")


def _known_to_caller(work: Work, related: Any) -> Known:
    """Return what is known of a case; whom it is about is for those to know who see it."""
    if related in (None, ""):
        return {}
    case = find_case(work.session, str(related))
    if case is None:
        raise _refusal("/data/related_case", f"there is no case {related}", "not_found")
    known = complaint_facts(work, case)
    hidden = () if sees_case(work.actor, case) else PERSONAL
    return {name: value for name, value in known.items() if name not in hidden}
