"""Tests of the customer's domain."""
