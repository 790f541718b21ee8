"""Approval of a claim (or another subject) by one or more tiers."""
