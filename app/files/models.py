"""The table of uploaded files."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key


class StoredFile(Base):
    """One upload; uploads of the same content share the bytes on disk."""

    __tablename__ = "stored_file"
    id: Mapped[Key]
    #: as the sender called it, without folders
    name: Mapped[str] = mapped_column(sa.String(200))
    #: bytes
    size: Mapped[int] = mapped_column(sa.BigInteger)
    #: media type as found in the content, not as the sender said
    type: Mapped[str] = mapped_column(sa.String(100))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    #: none: the system itself
    created_by: Mapped[int | None] = mapped_column(BigKey, index=True)
    created_at: Mapped[dt.datetime]
