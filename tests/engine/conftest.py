"""Instances in every way of storing them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from .world import MODES, World


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """How often instances are stored and loaded."""
    return str(request.param)


@pytest.fixture
def run(mode: str) -> Callable[..., World]:
    """Start the first process of some files, whatever the way of storing."""

    def started(*files: bytes, given: Mapping[str, object] | None = None, **parts: Any) -> World:
        world = World(files, mode, **parts)
        world.start(given)
        return world

    return started
