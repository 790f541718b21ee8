"""Payees, payment orders and what the bank answers."""
