"""Everything the harness strikes at."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.faults import backup_operations, operations, rewrap_operations
from tests.support.faults.scene import Operation

OPERATIONS: Mapping[str, Operation] = {
    **operations.OPERATIONS,
    **{each.name: each for each in (*rewrap_operations.OPERATIONS, *backup_operations.OPERATIONS)},
}
