"""The other FEEL engine, npm's feelin: asks it what it makes of our cells, and compares."""
