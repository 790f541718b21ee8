"""How answers are judged and how they add up. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

SCALE, CHOICE, TEXT = "scale", "choice", "text"
LOWEST, HIGHEST = 1, 5
CONTENT = 4  # a score of so much or more is a content customer (M03)
LONGEST_TEXT = 2000
_PLACES = Decimal("0.0001")


def faults(
    questions: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """List what is wrong with answers: the question, a code and why."""
    by_id = {question["id"]: question for question in questions}
    found = [
        (name, "unknown_field", f"there is no question {name}")
        for name in answers
        if name not in by_id
    ]
    for name, question in by_id.items():
        given = answers.get(name)
        if given is None:
            if question["required"]:
                found.append((name, "required", f"{name} is required"))
        elif not _fits(question, given):
            found.append((name, "invalid_value", f"{given!r} is no answer to {name}"))
    return found


def _fits(question: Mapping[str, Any], given: Any) -> bool:
    if question["kind"] == SCALE:
        whole = isinstance(given, int) and not isinstance(given, bool)
        return whole and LOWEST <= given <= HIGHEST
    if not isinstance(given, str):
        return False
    if question["kind"] == CHOICE:
        return given in [option["value"] for option in question["options"]]
    return len(given) <= LONGEST_TEXT


def score_of(questions: Iterable[Mapping[str, Any]], answers: Mapping[str, Any]) -> Decimal | None:
    """Return the mean of the scales that were answered, by their weights; None without any."""
    scored = [
        (Decimal(question["weight"]), answers[question["id"]])
        for question in questions
        if question["kind"] == SCALE and answers.get(question["id"]) is not None
    ]
    return _mean(scored)


def _mean(scored: Sequence[tuple[Decimal, Any]]) -> Decimal | None:
    weights = sum((weight for weight, _ in scored), Decimal(0))
    if not weights:
        return None
    total = sum((weight * score for weight, score in scored), Decimal(0))
    return (total / weights).quantize(_PLACES, rounding=ROUND_HALF_UP)


def rating_of(score: Decimal | None) -> int | None:
    """Return a score as an opinion from 1 to 5, rounded half up."""
    return None if score is None else int(score.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, kw_only=True)
class Summary:
    """How one question, or the whole, was answered."""

    question: str | None
    kind: str
    answered: int
    mean: Decimal | None = None
    #: how often each score or option was given
    distribution: Mapping[str, int] = field(default_factory=dict)
    #: the part of those who gave 4 or 5
    content: Decimal | None = None


def summary_of(question: Mapping[str, Any], counted: Sequence[Any]) -> Summary:
    """Sum up the answers to a question.

    :param counted: rows of score, choice and number
    """
    name, kind = question["id"], question["kind"]
    if kind == SCALE:
        return summary_of_scores(name, [(row.score, row.number) for row in counted])
    values = [option["value"] for option in question["options"]]
    numbers = {row.choice: row.number for row in counted}
    return Summary(
        question=name,
        kind=kind,
        answered=sum(row.number for row in counted),
        distribution={value: numbers.get(value, 0) for value in values},
    )


def summary_of_scores(
    question: str | None, counted: Sequence[tuple[Decimal | int, int]]
) -> Summary:
    """Sum up scores and how often each was given; of the whole they are means, then rounded."""
    answered = sum(number for _, number in counted)
    distribution = {str(score): 0 for score in range(LOWEST, HIGHEST + 1)}
    for score, number in counted:
        distribution[str(rating_of(Decimal(score)))] += number
    content = sum(number for score, number in counted if score >= CONTENT)
    return Summary(
        question=question,
        kind=SCALE,
        answered=answered,
        mean=_mean([(Decimal(number), score) for score, number in counted]),
        distribution=distribution,
        content=(Decimal(content) / answered).quantize(_PLACES) if answered else None,
    )
