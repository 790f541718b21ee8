"""What belongs to who reads: signing in, language, settings."""
