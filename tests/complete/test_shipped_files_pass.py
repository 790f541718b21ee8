"""What ships passes its own checks, with the functions that are really registered."""

import datetime as dt
from pathlib import Path

from sqlalchemy.orm import Session

from app import make_processes
from app.cases.checks import check_files
from app.config import Settings
from app.setup import shipped_files

NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def test_the_shipped_files_have_neither_errors_nor_warnings(
    session: Session, tmp_path: Path
) -> None:
    processes = make_processes(Settings(database_url="", data=tmp_path))

    assert check_files(session, processes, shipped_files(), at=NOW) == []
