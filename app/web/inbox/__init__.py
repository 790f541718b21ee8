"""The task inbox: lists of tasks."""
