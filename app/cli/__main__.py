"""``python -m app.cli COMMAND``."""

from app.cli import main

main()
