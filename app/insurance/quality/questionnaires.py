"""Builds questionnaires: drafted, published, edited as a new version, retired."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.audit import operations as audit
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.customers.contact_models import FeedbackCategory
from app.insurance.quality import survey_queries
from app.insurance.quality.survey_models import (
    QuestionKind,
    Questionnaire,
    QuestionnaireStatus,
)
from app.insurance.records import enter, touch
from app.work import Work

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DRAFT, _PUBLISHED = QuestionnaireStatus.DRAFT, QuestionnaireStatus.PUBLISHED


def create(
    work: Work,
    *,
    code: str,
    category: FeedbackCategory,
    title: str,
    title_en: str,
    questions: Sequence[Mapping[str, Any]],
) -> Questionnaire:
    """Draft the first version of a questionnaire.

    :raises Conflict: there is one of this code
    :raises InvalidInput: a question is not understood
    """
    if survey_queries.find_version(work.session, code) is not None:
        raise Conflict(f"there is a questionnaire {code}: edit it")
    _ensure_questions(questions)
    return _enter(
        work,
        Questionnaire(
            code=code,
            edition=1,
            category=category,
            title=title,
            title_en=title_en,
            questions=_plain(questions),
        ),
    )


def edit(work: Work, newest: Questionnaire, changed: Mapping[str, Any]) -> Questionnaire:
    """Change a draft; what was published stays as it is, and a new version is drafted.

    :param changed: some of category, title, title_en, questions
    """
    if "questions" in changed:
        _ensure_questions(changed["questions"])
        changed = {**changed, "questions": _plain(changed["questions"])}
    target = newest if newest.status is _DRAFT else _copy(work, newest)
    for name, value in changed.items():
        setattr(target, name, value)
    touch(work, target)
    return target


def _copy(work: Work, known: Questionnaire) -> Questionnaire:
    return _enter(
        work,
        Questionnaire(
            code=known.code,
            edition=known.edition + 1,
            category=known.category,
            title=known.title,
            title_en=known.title_en,
            questions=known.questions,
        ),
    )


def _enter(work: Work, questionnaire: Questionnaire) -> Questionnaire:
    questionnaire.status = _DRAFT
    enter(work, questionnaire)
    _note(work, questionnaire, "questionnaire.drafted")
    return questionnaire


def publish(work: Work, newest: Questionnaire) -> Questionnaire:
    """Let customers answer a draft; the version before is asked no more.

    :raises Conflict: there is no draft
    """
    if newest.status is not _DRAFT:
        raise Conflict(f"questionnaire {newest.code} has no draft")
    before = survey_queries.find_version(work.session, newest.code, _PUBLISHED)
    if before is not None:
        _retire(work, before)
    newest.status, newest.published_at = _PUBLISHED, work.now
    touch(work, newest)
    _note(work, newest, "questionnaire.published")
    return newest


def retire(work: Work, code: str) -> Questionnaire:
    """Ask a questionnaire no more.

    :raises Conflict: it is not asked
    """
    asked = survey_queries.find_version(work.session, code, _PUBLISHED)
    if asked is None:
        raise Conflict(f"questionnaire {code} is not published")
    return _retire(work, asked)


def _retire(work: Work, asked: Questionnaire) -> Questionnaire:
    asked.status, asked.retired_at = QuestionnaireStatus.RETIRED, work.now
    touch(work, asked)
    _note(work, asked, "questionnaire.retired")
    return asked


def _ensure_questions(questions: Sequence[Mapping[str, Any]]) -> None:
    errors = [
        FieldError(pointer=f"/questions/{index}/{name}", code="invalid_value", detail=detail)
        for index, question in enumerate(questions)
        for name, detail in _faults(question, questions[:index])
    ]
    if errors:
        raise InvalidInput(errors[0].detail, errors=errors)


def _faults(
    question: Mapping[str, Any], before: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str]]:
    """List what is wrong with a question: the field and why."""
    found = []
    name, kind, options = question["id"], question["kind"], question["options"]
    if not _ID.fullmatch(name):
        found.append(("id", f"{name!r} is no id: small letters, digits and _"))
    if any(name == other["id"] for other in before):
        found.append(("id", f"{name} is there twice"))
    if (kind is QuestionKind.CHOICE) != bool(options):
        found.append(("options", "a choice has options, and nothing else has"))
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        found.append(("options", "an option is there twice"))
    if kind is not QuestionKind.SCALE and question["weight"] is not None:
        found.append(("weight", "only a scale has a weight"))
    return found


def _plain(questions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return questions as they are kept; a scale without a weight counts once."""
    return [
        {**question, "kind": question["kind"].value, "weight": _weight(question)}
        for question in questions
    ]


def _weight(question: Mapping[str, Any]) -> int | None:
    return (question["weight"] or 1) if question["kind"] is QuestionKind.SCALE else None


def _note(work: Work, questionnaire: Questionnaire, action: str) -> None:
    detail = {"edition": questionnaire.edition}
    audit.record(work, action, subject=questionnaire.code, detail=detail)
