"""What a change means is visible in a diff; ``python3 dev.py golden`` writes the files anew."""

from pathlib import Path

import pytest

from .outlines import OUTLINES, ROOT
from .write import expected

EXPECTED = expected()


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_golden_file_says_what_is_there(path: Path) -> None:
    assert path.read_text("utf-8") == EXPECTED[path]


def test_no_outline_is_left_of_a_process_that_is_gone() -> None:
    assert set(OUTLINES.glob("*")) <= set(EXPECTED)
