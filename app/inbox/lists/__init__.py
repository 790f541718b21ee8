"""The lists of tasks: what is asked for, by which criteria, and how they are read and counted."""
