# SPDX-License-Identifier: MIT
"""What the fake answers, before it is sent and before faults change it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Iterable, Optional


@dataclass
class Answer:
    """A status with a value (JSON), or bytes, or pieces of bytes; pieces
    without a size are sent in chunks."""

    status: int = 200
    value: Any = None
    data: Optional[bytes] = None
    pieces: Optional[Iterable[bytes]] = None
    size: Optional[int] = None
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    close: bool = False

    def settle(self) -> None:
        """Turn value or bytes into pieces of a known size."""
        if self.pieces is not None:
            return
        if self.data is None:
            self.data = b""
            if self.status != 204:
                self.data = json.dumps(self.value, indent=2).encode() + b"\n"
        self.pieces, self.size = [self.data], len(self.data)
