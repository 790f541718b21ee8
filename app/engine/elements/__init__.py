"""What each element of a diagram does with a token."""
