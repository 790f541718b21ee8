"""The source of every rule that ships can be read in either language."""

import re

import lxml.etree
import pytest

from app.config import ROOT
from app.web.task.reasons import LANGUAGES

TABLES = sorted((ROOT / "dmn").glob("*.dmn"))
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
WORD = re.compile(r"[A-Za-z]{4}")


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_source_in_two_languages_has_one_half_for_each(table: object) -> None:
    texts = lxml.etree.parse(str(table)).xpath("//*[local-name()='rule']/*/text()")
    both = [one.strip() for one in texts if CHINESE.search(one) and WORD.search(one)]

    assert [one for one in both if not _has_halves(one)] == []


def _has_halves(source: str) -> bool:
    chinese, divided, english = source.partition(LANGUAGES)
    return bool(divided) and not WORD.search(chinese) and not CHINESE.search(english)
