"""Contingencies: their plans, what is done while one is active, and what is learnt from it."""
