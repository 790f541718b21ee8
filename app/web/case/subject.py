"""What an act on a case is about: the claim, complaint or other thing that the case carries out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from app.cases.models import Case
from app.cases.running import lock_case
from app.errors import NotFound
from app.work import Work

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Subject(Generic[Row]):
    """One kind of thing that cases carry out."""

    #: id of their process
    process: str
    #: finds one by its number, or raises NotFound
    get: Callable[[Session, str], Row]

    def of(self, work: Work, case: Case) -> Row | None:
        """Return what a case carries out; None where it is of another kind."""
        if case.process_id != self.process:
            return None
        try:
            return self.get(work.session, case.business_key or "")
        except NotFound:
            return None

    def held(self, work: Work, case: Case) -> Row:
        """Return it as stored now; until the end nobody else moves its case.

        :raises NotFound: the case is of another kind
        """
        lock_case(work, case.id)
        found = self.of(work, case)
        if found is None:
            raise NotFound(f"case {case.id} is no {self.process}'s")
        work.session.refresh(found)
        return found

    def when(self, fits: Callable[[Row], bool]) -> Callable[[Work, Case], bool]:
        """Return what says of a case whether it carries out one that fits."""

        def is_open(work: Work, case: Case) -> bool:
            found = self.of(work, case)
            return found is not None and fits(found)

        return is_open

    def do(self, act: Callable[[Work, Row, Any], object]) -> Callable[[Work, Case, Any], object]:
        """Return what does an act on what a case carries out."""

        def run(work: Work, case: Case, said: Any) -> object:
            return act(work, self.held(work, case), said)

        return run
