"""Imports every feature's tables, so that one metadata knows them all (migrations, tests)."""

from app import clock, database
from app.sla import models as sla

METADATA = database.Base.metadata

__all__ = ["METADATA", "clock", "database", "sla"]
