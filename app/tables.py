"""Imports every feature's tables, so that one metadata knows them all (migrations, tests)."""

from app import clock, database

__all__ = ["clock", "database"]
