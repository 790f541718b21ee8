"""What a case is about, in the reader's words: its parts may be codes of the customer's rooms."""

from app.inbox.models import InboxTask
from app.web.case.facts.complaints import SUBJECT
from app.web.case.facts.service import TOPIC
from app.web.words import STAGE

BETWEEN = " · "
WORDS = {**STAGE, **TOPIC, **SUBJECT}


def about(task: InboxTask) -> str:
    """Say what the case of a task is about; empty where its number is all there is to say."""
    return "" if task.subject == task.business_key else in_words(task.subject)


def in_words(subject: str) -> str:
    """Write a subject with words in place of codes."""
    parts = subject.split(BETWEEN)
    return BETWEEN.join(str(WORDS.get(part, part)) for part in parts)
