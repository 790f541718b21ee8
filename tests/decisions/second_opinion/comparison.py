"""Asks feelin what we were asked, and reports where it says something else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.decisions.second_opinion.cells import Cell
from tests.decisions.second_opinion.differences import Difference
from tests.decisions.second_opinion.node import ask
from tests.decisions.second_opinion.questions import Question
from tests.decisions.second_opinion.values import Typed, literal, same, untyped

EXAMPLES = 3  # shown of what differs in one cell


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a comparison found."""

    unexplained: str  #: one a line; "" when there is none
    gone: list[str]  #: reasons of what is listed and seen no more


def compare(questions: Iterable[Question], *, folder: Path, known: Sequence[Difference]) -> Report:
    """Ask both engines, and set the known differences aside."""
    asked = list(questions)
    assert asked
    answers = ask(folder, [question.asked() for question in asked])
    seen: set[Difference] = set()
    unexplained: dict[Cell, list[str]] = {}
    for question, answer in zip(asked, answers, strict=True):
        if differs(question, answer):
            place = (question.file, question.cell.text, question.tried)
            covering = {difference for difference in known if difference.covers(*place)}
            seen |= covering
            if not covering:
                unexplained.setdefault(question.cell, []).append(described(question, answer))
    gone = [difference.reason for difference in known if difference not in seen]
    lines = [line for found in unexplained.values() for line in found[:EXAMPLES]]
    return Report(unexplained="\n".join(lines), gone=gone)


def differs(question: Question, answer: Typed) -> bool:
    """Tell whether feelin says something else; of a test it matters whether it holds."""
    if "error" in answer:
        return True
    theirs = untyped(answer)
    if question.cell.kind == "unary":
        return question.ours is not (theirs is True)
    return not same(question.ours, theirs)


def described(question: Question, answer: Typed) -> str:
    """Say where the engines differ, and how."""
    said = f"refuses: {answer['error']}" if "error" in answer else literal(untyped(answer))
    place = f"{question.file}: {question.cell}, with {question.tried or 'nothing'}"
    return f"{place}: ours {literal(question.ours)}, feelin {said}"
