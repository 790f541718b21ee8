"""A second opinion: npm's feelin, another FEEL engine, agrees with ours on every shipped cell."""

from pathlib import Path

import pytest

from tests.decisions.second_opinion import chance
from tests.decisions.second_opinion.comparison import compare
from tests.decisions.second_opinion.differences import KNOWN, KNOWN_BY_CHANCE
from tests.decisions.second_opinion.node import install
from tests.decisions.second_opinion.questions import File

FOLDER = Path(__file__).parents[2] / "dmn"
FILES = sorted(FOLDER.glob("*.dmn"))


@pytest.fixture(scope="session")
def feelin() -> Path:
    """The folder that feelin is installed in."""
    return install()


@pytest.mark.slow
def test_feelin_says_of_every_shipped_cell_what_we_say_or_the_difference_is_explained(
    feelin: Path,
) -> None:
    questions = [question for path in FILES for question in File(path).questions()]

    report = compare(questions, folder=feelin, known=KNOWN)

    assert report.unexplained == ""
    assert report.gone == []


@pytest.mark.slow
def test_feelin_says_of_tests_made_by_chance_what_we_say_or_the_difference_is_explained(
    feelin: Path,
) -> None:
    report = compare(chance.questions(), folder=feelin, known=KNOWN_BY_CHANCE)

    assert report.unexplained == ""
    assert report.gone == []
