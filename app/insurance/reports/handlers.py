"""What diagrams ask of the metrics: the indicators of a period, or one of them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from app.insurance.reports import questions
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.counting import count
from app.work import CallLike, Ending, Handler, Listener, Variables, Work

#: what service is judged by each quarter: those with a threshold, and those they are made of
INDICATORS = ("M01", "M03", "M11", "M12", "M19", "M32", "M50", "M51", "M52", "M53", "M54", "M55")


def collect_indicators(call: CallLike) -> Variables:
    """Count the indicators from ``period_from`` until ``period_to``; none of nothing."""
    seen = call.variables
    since, until = (dt.date.fromisoformat(seen[name]) for name in ("period_from", "period_to"))
    values = {code: _value(call.work, code, since, until) for code in INDICATORS}
    known = [{"code": code, "value": value} for code, value in values.items() if value is not None]
    return {"indicators": known}


def measure_indicator(call: CallLike) -> Variables:
    """Count the metric that ``metric`` names from ``since`` until today, if it is one."""
    work: Work = call.work
    since = dt.date.fromisoformat(call.variables["since"])
    return {"measured": _value(work, str(call.variables["metric"]), since, work.today)}


def _value(work: Work, code: str, since: dt.date, until: dt.date) -> Decimal | None:
    metric = METRICS.get(code)
    if metric is None or since >= until:
        return None
    reader = questions.reader_of(work, {"from_on": since, "to_on": until})
    return count(reader, metric)[0].value


HANDLERS: Mapping[str, Handler] = {
    "reports.collect_indicators": collect_indicators,
    "reports.measure_indicator": measure_indicator,
}
LISTENERS: Mapping[str, Listener] = {}
ENDINGS: Mapping[str, Ending] = {}
