"""Begins the demo's cases, once, in the order of time."""

from pathlib import Path

import sqlalchemy as sa

from app.cases.models import Case
from app.demo.asks import acts_of_asks
from app.demo.calendar import enter_years
from app.demo.claims import acts_of_claims
from app.demo.customers import create_drivers
from app.demo.office import Office
from app.transaction import reading, transaction


def begin_cases(files: Path) -> None:
    """Let the demo's people work for some days, unless there is work already.

    :param files: where uploads are kept
    """
    work = reading()
    if work.session.scalar(sa.select(sa.exists(sa.select(Case.id)))):
        return
    office, now, zone = Office(files=files), work.now, work.processes.zone
    with transaction() as work:
        enter_years(work)
        create_drivers(work)
    acts = [*acts_of_claims(office, now, zone), *acts_of_asks(office, now, zone)]
    for act in sorted(acts, key=lambda act: act.at):
        act.do()
