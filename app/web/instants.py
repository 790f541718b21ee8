"""Instants as people send them: local ones, or with an offset."""

import datetime as dt

from app.transaction import processes

YEARS = range(1900, 2200)  # what can be told in every zone, and what an instant here can mean


def read_instant(text: str) -> dt.datetime | None:
    """Return an instant, a local one in the zone of the house; None where the text is none."""
    try:
        instant = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if instant.year not in YEARS:
        return None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=processes().zone)
