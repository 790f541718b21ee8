"""Effects on the outside: written with the command, sent after its commit."""
