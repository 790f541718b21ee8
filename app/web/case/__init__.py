"""The page of one case, and what is raised from there."""
