"""What is wrong with a decision table as a whole, found exactly: no sampling.

Each column is cut into *atoms*, parts that none of its cells tells apart (``kinds``, ``stretches``,
``atoms``, ``cells``); a cell becomes the set of atoms at which the compiled cell holds (``grid``).
On these sets work ``gaps`` (with ``coverage``), ``overlaps``, ``dead_rules`` and ``merges``; all of
them write their ``findings`` as ``regions``. ``report`` puts them together.
"""

from app.decisions.analysis.findings import (
    DeadRule,
    Gap,
    Merge,
    OutsideCell,
    Overlap,
    Region,
    TableAnalysis,
)
from app.decisions.analysis.report import analyse

__all__ = [
    "DeadRule",
    "Gap",
    "Merge",
    "OutsideCell",
    "Overlap",
    "Region",
    "TableAnalysis",
    "analyse",
]
