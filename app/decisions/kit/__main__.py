"""``python -m app.decisions.kit PATH``."""

import sys

from app.decisions.kit.runner import main

sys.exit(main())
