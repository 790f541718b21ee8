"""What an act on a case is, and what it asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import LazyString, lazy_gettext

from app.cases.models import Case
from app.work import Work

Said = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field of an act's form."""

    name: str
    label: LazyString
    #: ``line``, ``lines``, ``money`` or ``choice``
    kind: str = "line"
    choices: Sequence[tuple[str, LazyString | str]] = ()
    required: bool = True
    hint: LazyString | str = ""


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
    #: cannot be taken back
    is_grave: bool = False


REASON = Question(name="reason", label=lazy_gettext("Reason"), kind="lines")
