"""The table of what is measured; a new row is one line here and its two sides in ``Sides``."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.measure import Extent, Side
from tests.bench.sides import Sides, Size


@dataclass(frozen=True, kw_only=True)
class Row:
    """One comparison."""

    name: str
    measured: Callable[[Sides], Side]
    floor: Callable[[Sides], Side]
    #: the ratio it has to stay under; None: it is only printed
    bound: float | None = None
    #: the microseconds that the measured side may take
    most_us: float | None = None
    #: how much is measured where one act takes long
    extent: Extent | None = None
    #: what the two sides are, for people
    says: str


#: one act takes seconds
LONG = Extent(rounds=3, turns=1, warm_up=0)
#: one act is up to eighteen requests
MANY = Extent(rounds=9, turns=3, warm_up=2)
#: one act is a round of some fifty keys
ROUNDS = Extent(rounds=9, turns=1, warm_up=1)

#: what is asked of an inbox, for people
INBOX = {
    "page": "first pages in three orders, by 3 people",
    "deep": "a page behind 2,000 tasks, by 3 people",
    "filter": "filters by a variable that 5 %, 0.3 % and 0.01 % have, by 3 people",
    "search": "six searches, by 3 people",
    "counts": "counts of all views and of 5 saved filters, by 3 people",
}


def _of_inbox(act: str, name: str, kind: str, tasks: Callable[[Size], int]) -> Row:
    """Compare an inbox with one of 10,000 tasks on the same database; the slowest of its acts."""
    return Row(
        name=f"inbox_{act}_{name}",
        measured=lambda sides: sides.inbox(kind, tasks(sides.size), act),
        floor=lambda sides: sides.inbox(kind, sides.size.inbox, act),
        bound=2.0,
        most_us=30_000,
        extent=MANY,
        says=f"slowest of {INBOX[act]} : the same with 10,000 tasks",
    )


INBOX_ROWS = tuple(
    _of_inbox(act, name, kind, tasks)
    for name, kind, tasks in (
        ("1m", "postgres", lambda size: size.inbox_1m),
        ("100k", "postgres", lambda size: size.inbox_100k),
        ("100k_sqlite", "sqlite", lambda size: size.inbox_100k),
    )
    for act in INBOX
)

ROWS = (
    Row(
        name="complete_task",
        measured=lambda sides: sides.complete,
        floor=lambda sides: sides.bare_writes,
        bound=5.0,
        says="command in process : its writes by bare sqlite3",
    ),
    Row(
        name="complete_task_http",
        measured=lambda sides: sides.complete_http,
        floor=lambda sides: sides.write_row_http,
        bound=3.0,
        says="POST complete : POST that writes one row",
    ),
    Row(
        name="inbox_http",
        measured=lambda sides: sides.inbox_http,
        floor=lambda sides: sides.read_row_http,
        says="GET first page : GET that reads one row",
    ),
    Row(
        name="complete_task_after_100_loops",
        measured=lambda sides: sides.complete_old,
        floor=lambda sides: sides.complete_young,
        bound=1.2,
        says="case after 100 loops : fresh case",
    ),
    Row(
        name="complete_task_20_kb",
        measured=lambda sides: sides.complete_large,
        floor=lambda sides: sides.complete_small,
        bound=1.3,
        says="20 KB of variables : 1 KB",
    ),
    Row(
        name="complete_task_100k_cases",
        measured=lambda sides: sides.complete_beside_many,
        floor=lambda sides: sides.complete_beside_few,
        bound=1.3,
        says="100,000 other open cases : 100",
    ),
    Row(
        name="complete_task_http_100k_cases",
        measured=lambda sides: sides.complete_http_beside_many,
        floor=lambda sides: sides.complete_http_beside_few,
        bound=1.3,
        says="100,000 other open cases : 100",
    ),
    Row(
        name="inbox_http_100k_cases",
        measured=lambda sides: sides.inbox_http_beside_many,
        floor=lambda sides: sides.inbox_http,
        bound=1.3,
        says="100,000 other open cases : 100",
    ),
    Row(
        name="table_20_rules",
        measured=lambda sides: sides.tables.evaluate_small,
        floor=lambda sides: sides.tables.plain_small,
        most_us=100,
        says="table of 20 rules, 3 inputs : the same as plain ifs",
    ),
    Row(
        name="table_sla_limit",
        measured=lambda sides: sides.tables.evaluate_limits,
        floor=lambda sides: sides.tables.plain_limits,
        most_us=150,
        says="sla_limit, 58 rules, 5 inputs : the same as plain ifs",
    ),
    Row(
        name="load_all_tables",
        measured=lambda sides: sides.tables.load_all,
        floor=lambda sides: sides.tables.parse_all,
        most_us=1_000_000,
        says="compiling every shipped table : parsing their XML",
    ),
    Row(
        name="analyse_sla_limit",
        measured=lambda sides: sides.tables.analyse_limits,
        floor=lambda sides: sides.tables.parse_all,
        most_us=2_000_000,
        says="gaps, overlaps, dead rules, merges : parsing the XML of every table",
    ),
    Row(
        name="replay_100k_decisions",
        measured=lambda sides: sides.replay,
        floor=lambda sides: sides.read_taken,
        most_us=60_000_000,
        extent=LONG,
        says="replaying 100,000 decisions : reading them by bare sqlite3",
    ),
    Row(
        name="report_year_1m_cases",
        measured=lambda sides: sides.year.answers,
        floor=lambda sides: sides.year.bare_read,
        most_us=1_000_000,
        says="M11, M14, M30, M03 of a year of 1,000,000 cases : twelve rows in bare SQL",
    ),
    *INBOX_ROWS,
    Row(
        name="inbox_interaction",
        measured=lambda sides: sides.sitting.work,
        floor=lambda sides: sides.sitting.word,
        most_us=200_000,
        extent=ROUNDS,
        says="from key to paint, slowest of a round : a key that changes a word of a bare page",
    ),
)
