"""What an act on a case is, and what it asks."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from flask_babel import LazyString, lazy_gettext

from app.cases.models import Case
from app.work import Work

#: Texts by the names of the questions, read already: amounts are plain, instants ISO with offset.
Said = Mapping[str, str]
Choices = Sequence[tuple[str, LazyString | str]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field of an act's form."""

    name: str
    label: LazyString | str
    #: ``line``, ``lines``, ``money``, ``instant`` or ``choice``
    kind: str = "line"
    choices: Choices = ()
    required: bool = True
    hint: LazyString | str = ""
    #: characters
    longest: int = 4000


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that may be done to a case."""

    key: str
    title: LazyString
    hint: LazyString
    permission: str
    #: says whether the case is where it can be done
    is_open: Callable[[Work, Case], bool]
    run: Callable[[Work, Case, Said], object]
    questions: Sequence[Question] = field(default_factory=tuple)
    #: what is asked besides, first, of this case alone
    asked: Callable[[Work, Case], Sequence[Question]] = lambda work, case: ()
    #: cannot be taken back
    is_grave: bool = False

    def all_questions(self, work: Work, case: Case) -> Sequence[Question]:
        """Return everything that is asked about a case."""
        return (*self.asked(work, case), *self.questions)


REASON = Question(name="reason", label=lazy_gettext("Reason"), kind="lines", longest=1000)
RATINGS = tuple((str(number), str(number)) for number in range(1, 6))
YES, NO = ("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No"))


def chosen(values: Sequence[str], words: Sequence[LazyString]) -> Choices:
    """Pair the values of a choice with their words, one each."""
    return tuple(zip(values, words, strict=True))


def amount_in(said: Said, name: str) -> Decimal | None:
    """Return an amount that was said."""
    return Decimal(said[name]) if said.get(name) else None


def instant_in(said: Said, name: str) -> dt.datetime | None:
    """Return an instant that was said."""
    return dt.datetime.fromisoformat(said[name]) if said.get(name) else None
