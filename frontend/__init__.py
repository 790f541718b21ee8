"""What runs in browsers, and the programs that build it; see README.md beside this file."""
