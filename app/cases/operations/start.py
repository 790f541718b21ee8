"""Starts a case."""

from app.cases import versions
from app.cases.commands import Started, begin
from app.errors import NotFound
from app.work import Variables, Work


def start_case(
    work: Work,
    *,
    process_id: str,
    variables: Variables | None = None,
    business_key: str | None = None,
    version: int | None = None,
    strict: bool = False,
) -> Started:
    """Start a case of the newest version of a process.

    A business key belongs to the first case of a process for ever: given again, that case is
    returned as it is, and nothing is started.

    :param version: start this one instead of the newest
    :param strict: from outside: what a handler refuses of it is refused here, and no incident
    :raises NotFound: no such process or version
    :raises InvalidInput: if strict, a handler refuses the variables
    """
    if version is None:
        row = versions.find_newest_process(work.session, process_id)
    else:
        row = versions.get_process(work.session, f"{process_id}:{version}")
    if row is None:
        raise NotFound(f"no process {process_id!r}")
    return begin(work, row, variables=variables, business_key=business_key, strict=strict)
