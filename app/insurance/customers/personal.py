"""What is personal among the variables of a case, told by their names, and how it is shown."""

import re

from app.insurance.customers.rules import mask_account, mask_id_no, mask_phone

HIDDEN = "•••"
#: by a part of a variable's name: how much of it is shown
_MASKS = (
    (re.compile(r"phone|mobile|tel(?:ephone)?$"), mask_phone),
    (re.compile(r"id_no|id_number|passport"), mask_id_no),
    (re.compile(r"account|iban|card"), mask_account),
    (
        re.compile(r"^contact$|mail|address|birth|medical|diagnos|injur(?:y|ies)_|disab"),
        lambda _: HIDDEN,
    ),
)


def mask_variable(name: str, kind: str, value: str) -> str | None:
    """Return how the value of a personal variable is shown; None: it is not personal.

    Who may see it clearly does so where it belongs, at the customer or the payment, where each look
    is noted.

    :param kind: text, number and so on, as the index of variables has it
    :param value: as text
    """
    if kind not in ("text", "number") or value == "":
        return None
    mask = next((mask for names, mask in _MASKS if names.search(name.lower())), None)
    return None if mask is None else mask(value)
