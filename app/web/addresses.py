"""How a case is named in the address of its page."""

import re

from app.cases.models import Case

_PLAIN = re.compile(r"(?=.*[^\W\d])[\w.:-]{1,100}")  # what a path takes, and is no id


def case_ref(business_key: str | None, case_id: int) -> str:
    """Return the number of a case where an address can hold it, else its id."""
    return business_key if business_key and _PLAIN.fullmatch(business_key) else str(case_id)


def ref_of(case: Case) -> str:
    """Return what names a case in an address."""
    return case_ref(case.business_key, case.id)
