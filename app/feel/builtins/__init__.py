"""The built-in functions of DMN 1.5, one module per theme; ``table`` names them all."""
