"""Imports every feature's tables, so that one metadata knows them all (migrations, tests)."""

from app import clock, database
from app.sla import models as sla

__all__ = ["clock", "database", "sla"]
