# SPDX-License-Identifier: MIT
"""What a test may set: on the command line (--set NAME=VALUE), in a file
(--config), or while the fake runs (POST /_fake/config)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Optional

from .errors import bad

MIB = 1 << 20


@dataclass
class Config:
    """The settings and their defaults."""

    # The key that is right, and the organization that it belongs to.
    key: str = "sk-fake-0123456789abcdef"
    organization: str = "org-fake"
    # Bytes in a file, a part, an upload; the seconds of an upload's life.
    # 0 stands for the provider's own.
    file_limit: int = 0
    part_limit: int = 0
    upload_limit: int = 0
    upload_life: int = 0
    # Entries in a page of a list, whatever was asked for.
    page_limit: int = 100
    # A file is processed after it was looked at so many times.
    process_after: int = 0
    # Examples that a training file must have.
    examples_min: int = 10
    # A job makes so many steps of its life each time it, or its events, are
    # asked for; 0: only by POST /_fake/advance.
    pace: int = 1
    # Steps of training that a job has, and its epochs when "auto".
    steps: int = 6
    epochs: int = 3
    # The step of training at which a job fails; 0: never.
    fail_at: int = 0
    # The result file: "csv", or "base64" of it.
    results: str = "csv"
    # A healthy job's error: "null", or an object of nulls ("nulls").
    healthy: str = "nulls"
    # Who creates no job: 403 training_not_available.
    training: bool = True
    # Seconds before each answer.
    delay: float = 0.0
    # Requests to chat after which one is refused with 429; how many may be
    # on their way at once; 0: any number.
    chat_burst: int = 0
    chat_at_once: int = 0
    # Does chat know only max_tokens, as older servers do?
    chat_old: bool = False
    # The clock, in seconds since 1970; unset: that of the machine.
    now: Optional[int] = None

    def set(self, name: str, value: Any) -> None:
        """Set one of them; the name and the type must be right."""
        if name not in {f.name for f in fields(self)}:
            raise bad(f"No such setting: {name}")
        old = getattr(self, name)
        wanted = "int" if name == "now" else type(old).__name__
        if wanted == "float" and type(value) is int:
            value = float(value)
        if type(value).__name__ != wanted:
            raise bad(f"The setting {name} is {wanted}")
        setattr(self, name, value)

    def update(self, values: dict[str, Any]) -> None:
        """Set several."""
        if not isinstance(values, dict):
            raise bad("The settings are not an object")
        for name, value in values.items():
            self.set(name, value)
