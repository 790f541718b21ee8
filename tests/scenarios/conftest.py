"""Companies that have come to some step, and what tokens did on the way."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.cases import traces
from tests.scenarios import advancing
from tests.scenarios.company import Company
from tests.scenarios.drawings import Flow
from tests.scenarios.founding import SIGNED_IN, at_work
from tests.scenarios.halts import ClaimAt, Halts, Step
from tests.scenarios.premises import Premises
from tests.scenarios.s1 import SMALL, Loss, Walk


@pytest.fixture(scope="session")
def halts(
    sqlite_company: Path, premises: Premises, tmp_path_factory: pytest.TempPathFactory
) -> Halts:
    """Databases of companies whose first claim has come to some step; each is walked to once."""

    @contextmanager
    def opened(folder: Path) -> Iterator[Company]:
        with premises.let(folder) as app:
            yield from at_work(app, SIGNED_IN["sqlite"], has_begun=True)

    return Halts(sqlite_company, tmp_path_factory.mktemp("halts"), opened)


@pytest.fixture
def claim_at(halts: Halts, tmp_path: Path) -> Iterator[ClaimAt]:
    """A company whose first claim has just taken a step, where the database does not matter.

    Asked again it is another company.
    """
    folders = (tmp_path / f"halt{number}" for number in itertools.count())
    with ExitStack() as open_until_the_end:

        def claim_at(step: Step, loss: Loss = SMALL) -> Walk:
            return open_until_the_end.enter_context(halts.at(step, loss, next(folders)))

        yield claim_at


@pytest.fixture
def slow_at(halts: Halts, tmp_path: Path) -> Iterator[Callable[[], Walk]]:
    """A fire that is not assessed on day 40; asked again it is that of another company."""
    folders = (tmp_path / f"slow{number}" for number in itertools.count())
    with ExitStack() as open_until_the_end:

        def slow_at() -> Walk:
            brought = halts.brought(advancing.waits, next(folders))
            company, claim_no = open_until_the_end.enter_context(brought)
            return Walk(company, advancing.WAREHOUSE, claim_no)

        yield slow_at


@pytest.fixture
def slow(slow_at: Callable[[], Walk]) -> Walk:
    """A fire that is not assessed on day 40."""
    return slow_at()


@pytest.fixture
def unpaid(claim_at: ClaimAt) -> Walk:
    """A claim agreed on Tuesday 2026-03-03; by law it is to be paid by 2026-03-13."""
    walk = claim_at(Walk.agree)
    walk.payee()
    walk.order()
    return walk


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> set[Flow]:
    """The flows that tokens take while a test runs."""
    seen: set[Flow] = set()
    draw_history = traces.draw_history

    def watch(work: Any, case_id: int, instance: Any) -> None:
        seen.update((key.partition(":")[0], flow) for key, flow in instance.flows)
        draw_history(work, case_id, instance)

    monkeypatch.setattr(traces, "draw_history", watch)
    return seen
