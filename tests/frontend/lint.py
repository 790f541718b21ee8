"""Lints the shipped diagrams as the Camunda Modeler does: ``python -m tests.frontend.lint``."""

import sys

from frontend.node import Unavailable, ensure_packages, npm

if __name__ == "__main__":
    try:
        ensure_packages()
    except Unavailable as error:
        sys.exit(str(error))
    sys.exit(npm("run", "--silent", "lint-diagrams"))
