"""Lints the shipped diagrams as the Camunda Modeler does: ``python -m tests.frontend.lint``."""

import sys

from .node import ensure_packages, npm

if __name__ == "__main__":
    ensure_packages()
    sys.exit(npm("run", "--silent", "lint-diagrams"))
