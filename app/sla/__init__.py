"""Time limits: the business calendar, and clocks that pause, warn and breach."""
