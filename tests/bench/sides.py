"""Makes what the rows compare, each when a row first asks for it."""

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.crowd import multiply
from tests.bench.floor import Floor
from tests.bench.inboxes import Inboxes
from tests.bench.interaction import Sitting, sitting
from tests.bench.measure import Side
from tests.bench.office import Office
from tests.bench.tables import Tables
from tests.bench.web import Web
from tests.bench.year import Year

KB = 1024


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much there is to measure in."""

    #: cases of each group that a side works in
    cases: int = 10
    #: more of those that are to stay young
    young: int = 30
    old: int = 6
    #: times an old case went round
    loops: int = 100
    #: open cases altogether
    few: int = 100
    many: int = 100_000
    #: decisions that are replayed
    taken: int = 100_000
    #: cases of a year that is reported on
    year: int = 1_000_000
    #: open tasks of an inbox: of the floor, and of those that are measured
    inbox: int = 10_000
    inbox_100k: int = 100_000
    inbox_1m: int = 1_000_000


class Sides:
    """Installations in a folder, all copies of one, and the acts to be compared in them.

    Each row works in cases of its own, so that none grows old for another.
    """

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder, self.size = folder, size
        self.exits = ExitStack()
        self.cases: dict[str, list[int]] = {}
        self.tables = Tables()
        self.year = Year(size.year)
        self.exits.callback(self.year.close)
        self.inboxes = Inboxes(size.inbox_1m)
        self.exits.callback(self.inboxes.close)

    def close(self) -> None:
        """End the servers and close the databases."""
        self.exits.close()

    @cached_property
    def complete(self) -> Side:
        return Side(self._few.complete, self.cases["plain"])

    @cached_property
    def bare_writes(self) -> Side:
        recorded = self._open(self._copy("recorded"), durable=False)
        floor = Floor(recorded, self._copy("bare"))
        self.exits.callback(floor.close)
        return Side(floor.replay, self.cases["plain"])

    @cached_property
    def complete_young(self) -> Side:
        return Side(self._few.complete, self.cases["young"])

    @cached_property
    def complete_old(self) -> Side:
        return Side(self._few.complete, self.cases["old"])

    @cached_property
    def complete_small(self) -> Side:
        return Side(self._few.complete, self.cases["small"])

    @cached_property
    def complete_large(self) -> Side:
        return Side(self._few.complete, self.cases["large"])

    @cached_property
    def complete_beside_few(self) -> Side:
        return Side(self._few.complete, self.cases["beside"])

    @cached_property
    def complete_beside_many(self) -> Side:
        return Side(self._many.complete, self.cases["beside"])

    @cached_property
    def complete_http(self) -> Side:
        return Side(self._web_few.complete, self.cases["http"])

    @cached_property
    def write_row_http(self) -> Side:
        return Side(self._web_few.write_row, [0])

    @cached_property
    def complete_http_beside_few(self) -> Side:
        return Side(self._web_few.complete, self.cases["beside_http"])

    @cached_property
    def complete_http_beside_many(self) -> Side:
        return Side(self._web_many.complete, self.cases["beside_http"])

    @cached_property
    def inbox_http(self) -> Side:
        return Side(self._web_few.list_tasks, [0])

    @cached_property
    def inbox_http_beside_many(self) -> Side:
        return Side(self._web_many.list_tasks, [0])

    @cached_property
    def read_row_http(self) -> Side:
        return Side(self._web_few.read_row, [0])

    @cached_property
    def replay(self) -> Side:
        return self.tables.replay(self._open(self._taken))

    @cached_property
    def read_taken(self) -> Side:
        return self.tables.read_rows(self._taken)

    def inbox(self, kind: str, tasks: int, act: str) -> Side:
        """Return what is asked of an inbox with so many tasks on a kind of database."""
        return self.inboxes.inbox(kind, tasks).side(act)

    @cached_property
    def sitting(self) -> Sitting:
        """Return somebody before the inbox of the floor, in a browser.

        :raises NotMeasured: there is none
        """
        inbox = self.inboxes.inbox("sqlite", self.size.inbox)
        return self.exits.enter_context(sitting(inbox))

    @cached_property
    def _taken(self) -> Path:
        """An installation in which many decisions were taken."""
        folder = self._copy("taken", self._base)
        (case_id,) = self.cases["template"]
        self.tables.take(folder, case_id, self.size.taken)
        return folder

    @cached_property
    def _few(self) -> Office:
        return self._open(self._copy("few"))

    @cached_property
    def _many(self) -> Office:
        folder = self._copy("many", self._base)
        self._crowd(folder, self.size.many)
        return self._open(folder)

    @cached_property
    def _web_few(self) -> Web:
        return self._serve(self._few)

    @cached_property
    def _web_many(self) -> Web:
        return self._serve(self._many)

    def _serve(self, office: Office) -> Web:
        web = Web(office)
        self.exits.callback(web.close)
        return web

    def _open(self, folder: Path, *, durable: bool = True) -> Office:
        office = Office(folder, durable=durable)
        self.exits.callback(office.close)
        return office

    def _copy(self, name: str, source: Path | None = None) -> Path:
        return Path(shutil.copytree(source or self._few_source, self.folder / name))

    @cached_property
    def _few_source(self) -> Path:
        folder = self._copy("few_source", self._base)
        self._crowd(folder, self.size.few)
        return folder

    def _crowd(self, folder: Path, wanted: int) -> None:
        (template,) = self.cases["template"]
        multiply(folder, template, wanted - sum(map(len, self.cases.values())))

    @cached_property
    def _base(self) -> Path:
        """The installation before the crowd comes."""
        folder = self.folder / "base"
        folder.mkdir()
        office = Office(folder, durable=False)
        office.set_up()
        self._start_cases(office)
        office.close()
        return folder

    def _start_cases(self, office: Office) -> None:
        numbers = iter(range(1_000_000))
        kinds = ("plain", "small", "beside", "http", "beside_http")
        counts = {**dict.fromkeys(kinds, self.size.cases), "young": self.size.young}
        counts |= {"old": self.size.old, "template": 1}
        for kind, count in counts.items():
            self.cases[kind] = [office.start(next(numbers)) for _ in range(count)]
        large = [office.start(next(numbers), size=20 * KB) for _ in range(self.size.cases)]
        self.cases["large"] = large
        for case_id in self.cases["old"] * (2 * self.size.loops):
            office.complete(case_id)
