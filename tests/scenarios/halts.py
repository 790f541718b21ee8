"""Companies whose first claim has come to some step, kept to be copied."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Loss, Walk

Step = Callable[[Walk], Any]
ClaimAt = Callable[..., Walk]
AtWork = Callable[[Path], AbstractContextManager[Company]]


@dataclass
class Halts:
    """Walks to a step once and copies the database and the stored files after that."""

    template: Path
    folder: Path
    at_work: AtWork
    known: dict[str, tuple[Path, str]] = field(default_factory=dict)

    @contextmanager
    def at(self, step: Step, loss: Loss, folder: Path) -> Iterator[Walk]:
        """Open a company of its own, in an empty folder, whose first claim has taken a step."""
        claim_no = self.copy(step, loss, folder)
        with self.at_work(folder) as company:
            yield Walk(company, loss, claim_no)

    @contextmanager
    def brought(
        self, bring: Callable[[Company], str], folder: Path
    ) -> Iterator[tuple[Company, str]]:
        """Open a company of its own, in an empty folder, that was brought somewhere.

        :param bring: is done once; what it returns, as a claim's number, is given with each copy
        """
        if bring.__name__ not in self.known:
            self.known[bring.__name__] = self._bring(bring)
        kept, told = self.known[bring.__name__]
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        with self.at_work(folder) as company:
            yield company, told

    def copy(self, step: Step, loss: Loss, to: Path) -> str:
        """Put a company whose first claim has just taken a step into a folder.

        :returns: the claim's number
        """
        name = f"{step.__name__} {loss}"
        if name not in self.known:
            self.known[name] = self._walk(step, loss)
        folder, claim_no = self.known[name]
        shutil.copytree(folder, to, dirs_exist_ok=True)
        return claim_no

    def _walk(self, step: Step, loss: Loss) -> tuple[Path, str]:
        def walk_to_it(company: Company) -> str:
            walk = Walk(company, loss)
            walk.all_until(getattr(walk, step.__name__))
            return walk.claim_no

        return self._bring(walk_to_it)

    def _bring(self, bring: Callable[[Company], str]) -> tuple[Path, str]:
        folder = self.folder / str(len(self.known))
        folder.mkdir()
        shutil.copy(self.template, folder / "claimdesk.db")
        with self.at_work(folder) as company:
            told = bring(company)
        return folder, told
