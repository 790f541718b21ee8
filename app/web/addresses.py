"""How a case is named in the address of its page, and the links that lead there."""

import re

from flask import url_for
from markupsafe import Markup

from app.cases.models import Case
from app.cases.queries import find_case
from app.work import Work

_PLAIN = re.compile(r"(?=.*[^\W\d])[\w.:-]{1,100}")  # what a path takes, and is no id


def case_ref(business_key: str | None, case_id: int) -> str:
    """Return the number of a case where an address can hold it, else its id."""
    return business_key if business_key and _PLAIN.fullmatch(business_key) else str(case_id)


def ref_of(case: Case) -> str:
    """Return what names a case in an address."""
    return case_ref(case.business_key, case.id)


def linked_case(work: Work, key: str | None) -> str:
    """Write the number of a case as a link to its page; what names no case stays as it is."""
    case = find_case(work.session, key) if key else None
    if case is None:
        return key or "—"
    address = url_for("web.show_case", case=ref_of(case))
    return Markup('<a class="number" href="{}">{}</a>').format(address, case.business_key or key)
