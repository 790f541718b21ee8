"""Acts on the cases of revisits: what a customer answers without a call, and that it is off."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString, lazy_gettext

from app.cases.models import Case
from app.insurance.revisits import operations as revisits
from app.insurance.revisits import rules
from app.insurance.revisits.models import OPEN, RevisitPlanItem, RevisitStatus
from app.insurance.revisits.queries import get_revisit
from app.insurance.revisits.scripts import BY_CODE
from app.language import reader_language
from app.web.case.asking import NO, RATINGS, YES, Act, Question, Said, chosen
from app.web.case.subject import Subject
from app.work import Work

PERMISSION = "revisit.tell"
REVISIT = Subject(process="revisit", get=get_revisit)
ANSWER = "answer_"  # before the code of a question, in the name of its field
SAID: Sequence[LazyString] = (
    lazy_gettext("Yes"),
    lazy_gettext("No"),
    lazy_gettext("Unclear"),
)
WAYS: Mapping[str, LazyString] = {
    "sms": lazy_gettext("By SMS"),
    "mail": lazy_gettext("By mail"),
    "online": lazy_gettext("On the website"),
}


def _is_asked_in_writing(item: RevisitPlanItem) -> bool:
    return item.status is RevisitStatus.CONTACTING and item.channel in rules.ELECTRONIC


def _questions_of(work: Work, case: Case) -> list[Question]:
    item = REVISIT.of(work, case)
    asked = [] if item is None else item.questions
    return [
        Question(
            name=ANSWER + one["q"],
            label=_text(one),
            kind="choice",
            choices=chosen(rules.SAID, SAID),
            required=False,
        )
        for one in asked
    ]


def _text(asked: Mapping[str, str]) -> str:
    """Return a question in the reader's language; one of no script as it was put."""
    known = BY_CODE.get(asked["q"])
    if known is None:
        return asked["text"]
    return known.en if reader_language() == "en" else known.zh


def _take_answers(work: Work, item: RevisitPlanItem, said: Said) -> None:
    answers: dict[str, Any] = {
        "channel": said["channel"],
        "identity_confirmed": said["identity_confirmed"] == "yes",
        "answers": [
            {"q": name.removeprefix(ANSWER), "a": text}
            for name, text in said.items()
            if name.startswith(ANSWER) and text
        ],
        "satisfaction": int(said["satisfaction"]) if said["satisfaction"] else None,
        "suggestion": said["suggestion"] or None,
        "need": said["need"] or None,
        "need_topic": None,
    }
    revisits.take_answers(work, item, answers)


def _cancel(work: Work, item: RevisitPlanItem, said: Said) -> None:
    revisits.cancel(work, item, reason=said["reason"])


REVISIT_ACTS: Sequence[Act] = (
    Act(
        key="revisit_answers",
        title=lazy_gettext("Note the customer's answers"),
        hint=lazy_gettext("Given without a call, e.g. by SMS or letter."),
        permission=PERMISSION,
        is_open=REVISIT.when(_is_asked_in_writing),
        run=REVISIT.do(_take_answers),
        asked=_questions_of,
        questions=(
            Question(
                name="channel",
                label=lazy_gettext("How it came"),
                kind="choice",
                choices=tuple(WAYS.items()),
            ),
            Question(
                name="identity_confirmed",
                label=lazy_gettext("The customer in person answers"),
                kind="choice",
                choices=(YES, NO),
            ),
            Question(
                name="satisfaction",
                label=lazy_gettext("Rating from 1 to 5"),
                kind="choice",
                choices=RATINGS,
                required=False,
            ),
            Question(
                name="suggestion", label=lazy_gettext("Suggestion"), kind="lines", required=False
            ),
            Question(name="need", label=lazy_gettext("Need"), kind="lines", required=False),
        ),
    ),
    Act(
        key="cancel_revisit",
        title=lazy_gettext("Cancel the revisit"),
        hint=lazy_gettext("The customer is not called any more. One that the law demands stays."),
        permission=PERMISSION,
        is_open=REVISIT.when(lambda one: one.status in OPEN and one.cancel_reason is None),
        run=REVISIT.do(_cancel),
        questions=(
            Question(
                name="reason",
                label=lazy_gettext("Reason"),
                kind="choice",
                choices=chosen(
                    rules.CANCEL_REASONS,
                    (
                        lazy_gettext("The policy was surrendered"),
                        lazy_gettext("The customer does not want it"),
                    ),
                ),
            ),
        ),
        is_grave=True,
    ),
)
