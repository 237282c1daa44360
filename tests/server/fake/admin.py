# SPDX-License-Identifier: MIT
"""/_fake/...: what a test tells the fake while it runs, without a key."""

from __future__ import annotations

import threading
from typing import Any, Callable

from .answer import Answer
from .check import (anything, boolean, integer, items, nullable, pairs,
                    parse, record, text)
from .config import Config
from .content import Store
from .errors import Refused, bad, not_found
from .faults import Faults
from .shapes import ANSWER
from .site import Site, read_content
from .training import advance, say
from .wire import Request
from .world import BOTH, Job, Model, World

LIMIT = 8 << 20
ADVANCE = record({}, {"job": text(1), "steps": integer(1)})
EVENTS = record({"job": text(1), "count": integer(1)}, {})
CLOCK = record({"add": integer()}, {})
FILE = record(
    {"file": text(1), "status": text(1)}, {"details": nullable(text())}
)
MODEL = record({"id": text(1)}, {
    "alias": text(1),
    "shutdown_date": nullable(text(pattern=r"\d{4}-\d\d-\d\d")),
    "trains": items(text(choices=(*BOTH, "reinforcement"))),
    "reasons": boolean(),
})
WAIT = record(
    {"on": text(pattern=r"[A-Z*]+ [/*].*")},
    {"count": integer(1), "outcome": text(1)},
)


class Admin:
    """The fake's own API."""

    def __init__(
        self,
        config: Config,
        faults: Faults,
        sites: dict[str, Site],
        store: Store,
        lock: threading.RLock,
        wait: Callable[[str, int, str], int],
    ) -> None:
        self.logged = wait
        self.config = config
        self.store = store
        self.lock = lock
        self.faults = faults
        self.sites = sites
        self.worlds = {id(s.world): s.world for s in sites.values()}.values()

    def handle(self, request: Request) -> Answer:
        """Answer a request to /_fake/NAME."""
        try:
            name = request.path.removeprefix("/_fake/")
            if request.method == "GET" and name == "state":
                with self.lock:
                    return Answer(value=self.state())
            if request.method == "PUT" and name == "sink":
                return Answer(value=self.sink(request))
            if request.method == "DELETE" and name == "faults":
                self.faults.clear()
                return Answer(value={})
            verbs = {
                "faults": self.add_faults,
                "config": self.configure,
                "answers": self.add_answers,
                "advance": self.advance,
                "events": self.add_events,
                "clock": self.clock,
                "file": self.change_file,
                "models": self.add_models,
            }
            if request.method != "POST" or name not in (*verbs, "wait"):
                raise Refused(404, f"{request.method} {request.path}?")
            value = parse(request.body.read(LIMIT))
            if name == "wait":
                return Answer(value=self.wait(value))
            with self.lock:
                return Answer(value=verbs[name](value))
        except Refused as why:
            return Answer(why.status, {"error": why.message})

    def sink(self, request: Request) -> Any:
        """Take a body as that of a file is taken: for curl -T, which a
        client's speed is measured against."""
        content = read_content(request, self.store)
        return {"bytes": content.size, "crc": content.crc}

    def add_faults(self, value: Any) -> Any:
        """A fault, or several."""
        self.faults.add(value if isinstance(value, list) else [value])
        return {"waiting": self.faults.left()}

    def configure(self, value: Any) -> Any:
        """Settings."""
        pairs(anything)(value, "config")
        self.config.update(value)
        return vars(self.config)

    def add_answers(self, value: Any) -> Any:
        """What chat is to answer, the first that fits; [] forgets all."""
        items(ANSWER)(value, "answers")
        for world in self.worlds:
            world.answers = [dict(answer) for answer in value]
        return {"answers": len(value)}

    def job(self, ident: str) -> tuple[World, Job]:
        """A job, whoever has it."""
        for world in self.worlds:
            if ident in world.jobs:
                return world, world.jobs[ident]
        raise not_found("job", ident)

    def advance(self, value: Any) -> Any:
        """Steps in the life of a job, or of all; to the end by default."""
        ADVANCE(value, "")
        steps = value.get("steps", 10**6)
        jobs = [job for world in self.worlds for job in world.jobs.values()]
        if "job" in value:
            jobs = [self.job(value["job"])[1]]
        taken = {}
        for job in jobs:
            # A life that has ended takes no steps.
            before = job.status
            advance(job, min(steps, self.config.steps + 10))
            taken[job.id] = [before, job.status]
        return taken

    def add_events(self, value: Any) -> Any:
        """Events of a job, as many as one likes."""
        EVENTS(value, "")
        world, job = self.job(value["job"])
        for _ in range(value["count"]):
            say(world, job, f"Event {len(job.events) + 1}")
        return {"events": len(job.events)}

    def clock(self, value: Any) -> Any:
        """Move the clock; uploads and files expire by it."""
        CLOCK(value, "")
        for world in self.worlds:
            world.clock_offset += int(value["add"])
        return {"now": [world.now() for world in self.worlds][0]}

    def change_file(self, value: Any) -> Any:
        """Give a file another status."""
        FILE(value, "")
        for world in self.worlds:
            file = world.files.get(value["file"])
            if file:
                file.status = value["status"]
                file.details = value.get("details")
                file.looks = 0
                return {"file": file.id, "status": file.status}
        raise bad(f"No such file: {value['file']}")

    def add_models(self, value: Any) -> Any:
        """Models, or other dates for those there are."""
        items(MODEL)(value, "models")
        for each in value:
            model = Model(
                each["id"],
                1760000000,
                shutdown=each.get("shutdown_date"),
                alias=each.get("alias", ""),
                trains=tuple(each.get("trains", BOTH)),
                reasons=each.get("reasons", False),
            )
            for world in self.worlds:
                world.models[model.id] = model
        return {"models": len(value)}

    def wait(self, value: Any) -> Any:
        """Answer when so many requests were logged, and no sooner."""
        WAIT(value, "")
        count = int(value.get("count", 1))
        outcome = value.get("outcome", "*")
        return {"count": self.logged(value["on"], count, outcome)}

    def state(self) -> Any:
        """What each provider holds."""
        return {
            site.dialect.name: {
                "files": {
                    f.id: [f.filename, f.whole.size, f.status]
                    for f in site.world.files.values()
                },
                "uploads": {
                    u.id: [u.filename, u.status, len(u.parts)]
                    for u in site.world.uploads.values()
                },
                "jobs": {
                    j.id: [j.model, j.status, len(j.events)]
                    for j in site.world.jobs.values()
                },
            }
            for prefix, site in self.sites.items()
            if prefix
        }
