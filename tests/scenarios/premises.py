"""Where companies work one after another, so that an app is put together once and not per test."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from app.extensions import db
from app.guesses import limiter

Make = Callable[[str, Path], Flask]


@dataclass(frozen=True)
class Place:
    """An app, and the names by which it knows the database file and the stored files."""

    app: Flask
    database: Path
    files: Path


@dataclass
class Premises:
    """Lets an app to one company at a time; links lead it to what that company keeps.

    :param make: puts an app together, from the URL of a database and a folder for data
    """

    root: Path
    make: Make
    free: defaultdict[str | None, list[Place]] = field(default_factory=lambda: defaultdict(list))
    built: int = 0

    @contextmanager
    def let(self, folder: Path, url: str | None = None) -> Iterator[Flask]:
        """Yield an app for the company that keeps its files in a folder.

        :param url: of its database; None: the file ``claimdesk.db`` in the folder
        """
        place = self.free[url].pop() if self.free[url] else self._build(url)
        files = folder / "files"
        files.mkdir(exist_ok=True)
        place.database.symlink_to(folder / place.database.name)
        place.files.symlink_to(files)
        limiter.reset()  # who signed in too often did so elsewhere
        yield place.app
        with place.app.app_context():
            db.engine.dispose()
        place.database.unlink()
        place.files.unlink()
        self.free[url].append(place)

    def _build(self, url: str | None) -> Place:
        self.built += 1
        folder = self.root / str(self.built)
        database, files = folder / "claimdesk.db", folder / "data" / "files"
        files.parent.mkdir(parents=True)
        app = self.make(url or f"sqlite:///{database}", files.parent)
        return Place(app=app, database=database, files=files)
