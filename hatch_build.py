"""The build hook: a wheel carries the scripts of its pages, so that no server needs Node."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
from frontend import bundle, node


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds frontend/ before the files of a wheel are gathered."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where it is missing and wanted."""
        if bundle.is_current() or node.own_npm() is not None:
            return []
        return [node.wheel_requirement()]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build; an editable install goes without, a wheel to be handed on does not.

        :raises Unavailable: the packages cannot be had
        """
        try:
            bundle.build_unless_current()
        except (node.Unavailable, OSError) as error:
            if version != "editable":
                raise
            self.app.display_warning(f"{bundle.WITHOUT}: {error}")
