"""The catalogue: every metric with its names, formula and target, and every series they count."""

from collections.abc import Mapping

from app.insurance.reports.catalogue import (
    claims,
    complaints,
    composed,
    contingencies,
    limits,
    revisits,
    service,
    training,
)
from app.insurance.reports.series import (
    approvals,
    clocks,
    disputes,
    opinions,
)
from app.insurance.reports.series import claims as claim_series
from app.insurance.reports.series import complaints as complaint_series
from app.insurance.reports.series import revisits as revisit_series
from app.insurance.reports.series import service as service_series
from app.insurance.reports.series import training as training_series
from app.insurance.reports.shapes import Metric, Series

SERIES: Mapping[str, Series] = {
    one.code: one
    for part in (
        clocks,
        claim_series,
        approvals,
        disputes,
        opinions,
        complaint_series,
        revisit_series,
        training_series,
        service_series,
    )
    for one in part.series()
}
METRICS: Mapping[str, Metric] = {
    one.code: one
    for one in sorted(
        (
            metric
            for part in (
                revisits,
                limits,
                claims,
                complaints,
                training,
                service,
                composed,
                contingencies,
            )
            for metric in part.METRICS
        ),
        key=lambda metric: metric.code,
    )
}
