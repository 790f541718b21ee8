"""What is done with decisions: check files, keep versions of them, evaluate, roll back."""

from app.decisions.operations.analyse import analyse_version
from app.decisions.operations.check import check_files
from app.decisions.operations.evaluate import decide, explain, result_of, run_kept_cases
from app.decisions.operations.roll_back import roll_back
from app.decisions.operations.store import store_cases, store_decisions

__all__ = [
    "analyse_version",
    "check_files",
    "decide",
    "explain",
    "result_of",
    "roll_back",
    "run_kept_cases",
    "store_cases",
    "store_decisions",
]
