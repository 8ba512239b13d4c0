"""Hypothesis as our tests use it: no deadline, fixed examples here, new ones in `make soak`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests import soak


def examples(few: int) -> settings:
    """Return the settings of a property that `few` examples try in an ordinary run."""
    return settings(
        max_examples=soak.many(few),
        deadline=None,
        derandomize=not soak.is_soak(),
        # A busy machine draws slowly; files in a test's own folder may be written over.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
