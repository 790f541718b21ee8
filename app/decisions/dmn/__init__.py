"""A DMN file as something that can be evaluated: read, compiled, run."""
