"""The table of who is signed in at a browser."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref


class PageSession(Base):
    """Somebody at a browser, from signing in until signing out; its instants are wall time."""

    __tablename__ = "page_session"
    id: Mapped[Key]
    #: SHA-256 of the secret in the cookie
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: SHA-256 of the user's groups at signing in: with others it ends
    rights: Mapped[str] = mapped_column(sa.String(64))
    begun_at: Mapped[dt.datetime]
    #: of the last request that a person made, to the minute
    clicked_at: Mapped[dt.datetime]
