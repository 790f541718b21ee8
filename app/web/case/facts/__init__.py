"""What a case is about, by its process: a module for each room of insurance."""

from collections.abc import Callable, Mapping

from app.cases.models import Case
from app.web.case.facts.care import care_facts
from app.web.case.facts.claims import claim_facts
from app.web.case.facts.complaints import complaint_facts
from app.web.case.facts.contingencies import contingency_facts
from app.web.case.facts.disputes import dispute_facts
from app.web.case.facts.overdue import overdue_facts
from app.web.case.facts.quality import quality_facts
from app.web.case.facts.revisits import revisit_facts
from app.web.case.facts.service import message_facts, request_facts
from app.web.case.facts.trainings import training_facts
from app.work import Work

Facts = Callable[[Work, Case], list[tuple[str, str]]]

#: A process without an entry shows its number, limits and steps alone.
FACTS: Mapping[str, Facts] = {
    "claim": claim_facts,
    "quality_cycle": quality_facts,
    "complaint": complaint_facts,
    "dispute": dispute_facts,
    "overdue": overdue_facts,
    "revisit": revisit_facts,
    "service_request": request_facts,
    "inbound_message": message_facts,
    "contingency": contingency_facts,
    "customer_care": care_facts,
    "training": training_facts,
}
