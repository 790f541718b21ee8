"""The Flask extensions of the app, made once and bound in create_app."""

from typing import Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy.engine import Connection, Engine

from app.database import Base


class HouseSession(Session):
    """A session that asks the app for its engine once: there is one database for every table."""

    _engine: Engine | Connection | None = None

    def get_bind(
        self, *about: Any, bind: Engine | Connection | None = None, **more: Any
    ) -> Engine | Connection:
        """Return the engine of the app that this session was opened in."""
        if bind is not None:
            return bind
        if self._engine is None:
            self._engine = super().get_bind(*about, **more)
        return self._engine


db = SQLAlchemy(
    metadata=Base.metadata, session_options={"class_": HouseSession, "expire_on_commit": False}
)
migrate = Migrate(directory="migrations", render_as_batch=True)
