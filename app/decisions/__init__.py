"""DMN: load, check, evaluate and analyse decision models; their deployed versions."""
