"""Which address a message takes, and how it is shown. Pure."""

import re

from app.insurance.channels.models import Channel
from app.insurance.customers.rules import mask_phone

_MAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+|[^@\s<>,;:\"]+@localhost")
_NUMBER = re.compile(r"\+?[0-9][0-9 -]{3,30}")


def address_of(channel: Channel, *, phones: str | None, email: str | None) -> str | None:
    """Return the preferred address of a file for a channel."""
    kept = email if channel is Channel.MAIL else phones
    return next((line.strip() for line in (kept or "").splitlines() if line.strip()), None)


def is_address(channel: Channel, address: str) -> bool:
    """Say whether a text has the form of an address of a channel."""
    form = _MAIL if channel is Channel.MAIL else _NUMBER
    return form.fullmatch(address) is not None


def masked(channel: Channel, address: str) -> str:
    """Show an address so that only who knows it recognises it."""
    if channel is not Channel.MAIL:
        return mask_phone(address)
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}****@{domain}"


def without_address(channel: Channel, address: str, text: str) -> str:
    """Mask an address wherever a text repeats it, e.g. in what a mail server answers."""
    shown = masked(channel, address)
    return re.sub(re.escape(address), lambda _: shown, text, flags=re.IGNORECASE)
