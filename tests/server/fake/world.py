# SPDX-License-Identifier: MIT
"""What a provider remembers: files, uploads, jobs, models, answers."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Iterator, Optional

from .config import Config
from .content import Content, Store, Whole
from .errors import bad, not_found


@dataclass
class File:
    """A file that is on the server."""

    id: str
    seq: int
    created_at: int
    filename: str
    purpose: str
    whole: Whole
    status: str = "processed"
    details: Optional[str] = None
    expires_at: Optional[int] = None
    # How often it will be looked at before it is processed.
    looks: int = 0


@dataclass
class Part:
    """A part of an upload."""

    id: str
    content: Content


@dataclass
class Upload:
    """An upload in parts."""

    id: str
    seq: int
    created_at: int
    expires_at: int
    filename: str
    purpose: str
    bytes: int
    mime_type: str
    file_life: Optional[int]
    status: str = "pending"
    parts: dict[str, Part] = field(default_factory=dict)
    # The parts as they are told apart, in the order they were first seen.
    seen: list[tuple[int, int]] = field(default_factory=list)
    file: Optional[File] = None


@dataclass
class Job:
    """A fine-tuning job."""

    id: str
    seq: int
    created_at: int
    request: dict[str, Any]
    model: str
    method: str
    hyper: dict[str, Any]
    status: str = "validating_files"
    finished_at: Optional[int] = None
    tuned: Optional[str] = None
    trained_tokens: Optional[int] = None
    error: Optional[dict[str, Any]] = None
    result: Optional[File] = None
    events: list["Event"] = field(default_factory=list)
    checkpoints: list["Checkpoint"] = field(default_factory=list)
    rows: list[dict[str, float]] = field(default_factory=list)
    life: Iterator[None] = iter(())


@dataclass
class Event:
    """A line in a job's diary."""

    id: str
    seq: int
    created_at: int
    level: str
    message: str
    data: Optional[dict[str, Any]]


@dataclass
class Checkpoint:
    """A model that a job left on its way."""

    id: str
    seq: int
    created_at: int
    model: str
    step: int
    metrics: dict[str, float]


@dataclass(frozen=True)
class Model:
    """A model; a base can be trained, a reasoner takes no temperature."""

    id: str
    created: int
    owner: str = "system"
    shutdown: Optional[str] = None
    alias: str = ""
    trains: tuple[str, ...] = ()
    reasons: bool = False


BOTH = ("supervised", "dpo")
MODELS = (
    Model("gpt-4o-2024-08-06", 1722814719, shutdown="2027-01-14", trains=BOTH,
          alias="gpt-4o"),
    Model("gpt-4o-mini-2024-07-18", 1721172717, shutdown="2027-01-14",
          alias="gpt-4o-mini", trains=BOTH),
    Model("gpt-4.1-2025-04-14", 1744315746, shutdown="2027-01-14", trains=BOTH,
          alias="gpt-4.1"),
    Model("gpt-4.1-mini-2025-04-14", 1744317547, shutdown="2027-01-14",
          alias="gpt-4.1-mini", trains=BOTH),
    Model("gpt-3.5-turbo-0125", 1706048358, shutdown="2026-10-23",
          alias="gpt-3.5-turbo", trains=("supervised",)),
    Model("o4-mini-2025-04-16", 1744133506, shutdown="2026-10-23",
          alias="o4-mini", trains=("reinforcement",), reasons=True),
    Model("o9-fake", 1760000000, trains=("reinforcement",), reasons=True),
    Model("fake-base", 1760000000, trains=BOTH),
    Model("gpt-5-fake", 1760000000, reasons=True),
)


class World:
    """The memory of one provider."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config = config
        self.store = store
        self.clock_offset = 0
        self.count = 0
        self.seqs: dict[str, int] = {}
        self.files: dict[str, File] = {}
        self.uploads: dict[str, Upload] = {}
        self.jobs: dict[str, Job] = {}
        self.models = {model.id: model for model in MODELS}
        self.answers: list[dict[str, Any]] = []
        self.chats = 0

    def now(self) -> int:
        """The time: the machine's, or the one that was set, moved on."""
        now = self.config.now
        return (int(time.time()) if now is None else now) + self.clock_offset

    def name(self, prefix: str) -> tuple[str, int]:
        """A new id, the same in each run, and its number."""
        self.count += 1
        digest = hashlib.sha256(f"{prefix}{self.count}".encode()).hexdigest()
        ident = prefix + digest[:24]
        self.seqs[ident] = self.count
        return ident, self.count

    def add_file(
        self,
        filename: str,
        purpose: str,
        whole: Whole,
        life: Optional[int] = None,
    ) -> File:
        """Keep a file."""
        ident, seq = self.name("file-")
        now = self.now()
        file = File(ident, seq, now, filename, purpose, whole)
        file.looks = self.config.process_after
        if file.looks:
            file.status = "uploaded"
        if life is not None:
            file.expires_at = now + life
        self.files[ident] = file
        return file

    def file(self, ident: str) -> File:
        """The file of this id."""
        self.expire()
        if ident not in self.files:
            raise not_found("File object", ident)
        return self.files[ident]

    def expire(self) -> None:
        """Forget files whose time is over."""
        now = self.now()
        for file in list(self.files.values()):
            if file.expires_at is not None and file.expires_at <= now:
                del self.files[file.id]

    def upload(self, ident: str) -> Upload:
        """The upload of this id, pending or over."""
        if ident not in self.uploads:
            raise not_found("Upload", ident, "upload_id")
        upload = self.uploads[ident]
        if upload.status == "pending" and upload.expires_at <= self.now():
            upload.status = "expired"
        return upload

    def job(self, ident: str) -> Job:
        """The job of this id."""
        if ident not in self.jobs:
            raise not_found("fine-tuning job", ident, "fine_tuning_job_id")
        return self.jobs[ident]

    def model(self, name: str) -> Optional[Model]:
        """The model of this id or alias."""
        if name in self.models:
            return self.models[name]
        for model in self.models.values():
            if model.alias == name:
                return model
        return None


def page(
    world: World,
    rows: list[Any],
    limit: int,
    after: Optional[str],
    newest_first: bool = True,
) -> tuple[list[Any], bool]:
    """A page of rows, and whether there are more; the row of the cursor may
    have been deleted since."""
    rows = sorted(rows, key=attrgetter("seq"), reverse=newest_first)
    if after is not None:
        if after not in world.seqs:
            raise bad(f"Invalid 'after': no such id: {after}", "after")
        at = world.seqs[after]
        rows = [
            row
            for row in rows
            if (row.seq < at if newest_first else row.seq > at)
        ]
    return rows[:limit], len(rows) > limit
