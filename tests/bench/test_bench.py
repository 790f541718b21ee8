"""The benchmark measures every row and writes what its readers expect; no figure is judged here."""

import json
from pathlib import Path

import pytest

from frontend import bundle
from tests.bench import __main__ as bench
from tests.bench import interaction
from tests.bench.inboxes import Inboxes
from tests.bench.measure import Extent, Figures, Measured, Side, compare
from tests.bench.rows import ROWS
from tests.bench.sides import Size
from tests.frontend.browser import MISSING, PROGRAM

INBOXES = {"inbox": 200, "inbox_100k": 300, "inbox_1m": 400}
TINY = Size(cases=1, young=1, old=1, loops=1, few=12, many=15, taken=20, year=730, **INBOXES)
SHORT = Extent(rounds=1, turns=1, warm_up=0)
KEYS = ["name", "median_ms", "p95_ms", "floor_ms", "ratio", "bound", "most_us", "ok"]


ON_THIS_MACHINE = [
    row
    for row in ROWS
    if row.name != "inbox_interaction" or (PROGRAM is not None and bundle.is_current())
]


@pytest.mark.slow
def test_every_row_is_measured_against_its_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"

    bench.main(["--json", str(file)], size=TINY, extent=SHORT)

    written = json.loads(file.read_text())
    measured = [row for row in written if "not_measured" not in row]
    assert [row["name"] for row in written] == [row.name for row in ROWS]
    assert [row["name"] for row in measured] == [row.name for row in ON_THIS_MACHINE]
    assert [list(row) for row in measured] == [KEYS] * len(measured)
    assert min(row["median_ms"] for row in measured) > 0
    assert "commit" in capsys.readouterr().out


def test_a_row_says_that_it_lacks_a_browser_and_is_not_red(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "figures.json"
    monkeypatch.setattr(Inboxes, "inbox", lambda *_: None)
    monkeypatch.setattr(interaction, "PROGRAM", None)

    code = bench.main(["inbox_interaction", "--json", str(file)], size=TINY, extent=SHORT)

    (row,) = json.loads(file.read_text())
    assert (code, row) == (0, {"name": "inbox_interaction", "not_measured": MISSING})
    assert f"not measured: {MISSING}" in capsys.readouterr().out


def test_both_sides_are_done_in_turns_and_their_ratio_is_that_of_the_rounds() -> None:
    order: list[str] = []

    def slow(case: int) -> float:
        order.append(f"slow {case}")
        return 0.006

    def fast(case: int) -> float:
        order.append(f"fast {case}")
        return 0.002

    found = compare(Side(slow, [1, 2]), Side(fast, [3]), Extent(rounds=2, turns=1, warm_up=1))

    assert order == ["slow 1", "fast 3", "slow 2", "fast 3", "slow 1", "fast 3"]
    assert (found.median_ms, found.floor_ms, found.p95_ms) == (6, 2, 6)
    assert found.ratio == pytest.approx(3)


@pytest.mark.parametrize(
    ("ratios", "decided", "ok"),
    [
        ([1.9], True, True),
        ([2.1], False, True),
        ([2.1, 2.2], True, False),
        ([2.1, 1.9], False, True),
        ([2.1, 1.9, 1.8], True, True),
        ([2.1, 1.9, 2.2], True, False),
    ],
)
def test_a_row_is_red_when_it_misses_in_two_runs_of_three(
    ratios: list[float], decided: bool, ok: bool
) -> None:
    runs = [Figures(median_ms=1, p95_ms=1, floor_ms=1, ratio=ratio) for ratio in ratios]
    measured = Measured(name="row", bound=2.0, runs=runs)

    assert (measured.is_decided, measured.ok) == (decided, ok)


@pytest.mark.parametrize(("median_ms", "ok"), [(0.09, True), (0.11, False)])
def test_a_row_may_be_held_to_microseconds(median_ms: float, ok: bool) -> None:
    figures = Figures(median_ms=median_ms, p95_ms=1, floor_ms=0.01, ratio=9)

    measured = Measured(name="row", bound=None, most_us=100, runs=[figures, figures])

    assert measured.ok is ok


def test_a_row_without_a_bound_is_printed_and_never_red() -> None:
    runs = [Figures(median_ms=1, p95_ms=1, floor_ms=1, ratio=99)]

    assert Measured(name="row", bound=None, runs=runs).ok
