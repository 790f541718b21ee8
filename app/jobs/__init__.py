"""The door of time: what is due is claimed and fired, by a worker or by the test clock."""
