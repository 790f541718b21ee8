"""Overdue work: one named person sees to each breached time limit until it closes."""
