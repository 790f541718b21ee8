"""The page of one task: its form, who has it, and the case beside it."""
