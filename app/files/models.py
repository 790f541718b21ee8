"""The table of uploaded files."""

import datetime as dt
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key


class ScanState(Enum):
    """What is known of a file's harmlessness."""

    UNSCANNED = "unscanned"  #: there was no scanner when it came, or the house made it itself
    PENDING = "pending"  #: in quarantine until the scanner has answered
    CLEAN = "clean"  #: nothing was found
    INFECTED = "infected"  #: never handed out


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
    scan: Mapped[ScanState] = mapped_column(
        sa.Enum(
            ScanState,
            native_enum=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
        default=ScanState.UNSCANNED,
        server_default=ScanState.UNSCANNED.value,
    )
    #: what the scanner calls what it found
    threat: Mapped[str | None] = mapped_column(sa.String(200))
    #: none: the system itself
    created_by: Mapped[int | None] = mapped_column(BigKey, index=True)
    created_at: Mapped[dt.datetime]
