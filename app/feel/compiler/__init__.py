"""Tree to closures; a compiled expression is a function of the scope and nothing else."""
