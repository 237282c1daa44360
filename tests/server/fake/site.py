# SPDX-License-Identifier: MIT
"""A provider's API at its prefix: who may ask, what for, in which form."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Callable, Optional

from .answer import Answer
from .check import parse
from .content import Content, Store, Whole
from .dialect import Dialect
from .errors import Refused, bad
from .faults import Fault, Faults
from .form import read_form
from .wire import Request
from .world import World

JSON_LIMIT = 8 << 20
# What a form has besides its file.
FORM_SLACK = 1 << 16


class Struck(Exception):
    """A fault stands in for the answer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


@dataclass
class Call:
    """A request on its way to its handler."""

    world: World
    dialect: Dialect
    request: Request
    faults: Faults
    base: str
    other: str
    fault: Optional[Fault] = None
    # 1 until it is answered.
    on_its_way: int = 1

    def query(self, *names: str) -> dict[str, str]:
        """The query, of which no other names are known."""
        asked: dict[str, str] = {}
        for name, value in self.request.query:
            if name == "api-version" and self.dialect.version != "unknown":
                continue
            key = name.partition("[")[0] if name.endswith("]") else name
            if key not in names or (key != name and key != "metadata"):
                raise bad(
                    f"Unknown query parameter: '{name}'.",
                    name,
                    "unknown_parameter",
                )
            if name in asked:
                raise bad(f"Duplicate parameter: '{name}'.", name)
            asked[name] = value
        return asked

    def limit(self, what: str) -> int:
        """The most bytes of a file, a part, an upload."""
        name = f"{what}_limit"
        settled: int = getattr(self.world.config, name)
        return settled or int(getattr(self.dialect, name))

    def note(self, **facts: Any) -> None:
        """Facts for the log."""
        self.request.log.update(facts)

    def strike(self, part: int) -> None:
        """Let a fault strike that waits for this part."""
        request = self.request
        fault = self.faults.pick(
            request.listener, request.method, request.path, part
        )
        if fault is None:
            return
        self.fault = fault
        if (fault.status or fault.redirect) and not fault.done:
            raise Struck(fault)

    def whole(self, contents: list[Content]) -> Whole:
        """Contents in a row."""
        return Whole(contents)

    def created(self, value: Any, path: str) -> Answer:
        """The answer to what creates something."""
        answer = Answer(self.dialect.created, value)
        if self.dialect.created == 201:
            answer.headers["Location"] = self.base + path
        return answer


Handler = Callable[..., Answer]


@dataclass(frozen=True)
class Route:
    """A method and a path, {} being an id; reads is the form of the body:
    "none", "json", "form", "raw" or, for a limit of its own, "part"."""

    method: str
    path: str
    handler: Handler
    reads: str = "none"
    # Does it look at the query itself?  All GETs do.
    asks: bool = False

    def match(self, segments: list[str]) -> Optional[list[str]]:
        """The ids, if this is the path."""
        wanted = self.path.split("/")[1:]
        if len(wanted) != len(segments):
            return None
        for want, got in zip(wanted, segments):
            if want != got if want != "{}" else not got:
                return None
        return [g for w, g in zip(wanted, segments) if w == "{}"]


def masked_key(key: str) -> str:
    """As the provider shows a wrong key."""
    return f"{key[:7]}****{key[-4:]}" if len(key) > 12 else "****"


def read_content(request: Request, store: Store) -> Content:
    """Read a body that is a file and nothing else."""
    content = store.new()
    view = memoryview(bytearray(1 << 20))
    while n := request.body.readinto(view):
        content.add(view[:n])
    return content


class Site:
    """A dialect of the API, at a prefix of the path."""

    def __init__(
        self,
        prefix: str,
        dialect: Dialect,
        routes: list[Route],
        world: World,
        lock: threading.RLock,
    ) -> None:
        self.prefix = prefix
        self.dialect = dialect
        self.routes = routes
        self.world = world
        self.lock = lock

    def authenticate(self, request: Request) -> None:
        """Is there the right key, in the right header?"""
        config = self.world.config
        if not self.dialect.keys:
            return
        told = [
            request.header(name)
            for name in self.dialect.keys
            if request.header(name)
        ]
        if not told:
            raise Refused(
                401,
                "You didn't provide an API key. You need to provide your API"
                " key in an Authorization header using Bearer auth (i.e."
                " Authorization: Bearer YOUR_KEY).",
            )
        if len(told) > 1:
            raise bad("The key stands in two headers")
        if request.header("authorization") and not told[0].startswith(
            "Bearer "
        ):
            raise Refused(401, "The Authorization is not a Bearer token.")
        key = told[0].rpartition(" ")[2]
        if key != config.key:
            raise Refused(
                401,
                f"Incorrect API key provided: {masked_key(key)}.",
                None,
                "invalid_api_key",
            )
        organization = request.header("openai-organization")
        if organization not in ("", config.organization):
            raise Refused(
                401,
                f"No such organization: {organization}.",
                None,
                "invalid_organization",
            )

    def check_version(self, request: Request) -> None:
        """api-version, which some want and others do not know."""
        told = [v for name, v in request.query if name == "api-version"]
        if self.dialect.version == "must" and not told:
            raise Refused(
                404, "Resource not found", "api-version", "404"
            )
        if len(told) > 1 or told == [""]:
            raise bad("api-version has no value, or two", "api-version")

    def route(self, request: Request) -> tuple[Route, list[str]]:
        """The handler of a path, and the ids in it."""
        depth = self.prefix.count("/")
        segments = request.segments()[depth:]
        others = []
        for route in self.routes:
            ids = route.match(segments)
            if ids is None:
                continue
            if route.method == request.method:
                return route, ids
            others.append(route.method)
        if others:
            raise Refused(
                405,
                f"Not allowed to {request.method} on {request.path}"
                " (HINT: Perhaps you meant to use a different HTTP method?)",
                headers={"Allow": ", ".join(others)},
            )
        raise Refused(
            404,
            f"Invalid URL ({request.method} {request.path})",
            kind="invalid_request_error",
        )

    def read(self, call: Call, reads: str) -> Any:
        """Read the body in the form that the handler takes."""
        request = call.request
        kind = request.header("content-type")
        if reads == "none":
            if not request.body.done:
                raise Refused(
                    415, f"No body is taken here, nor a {kind or 'type'}."
                )
            return None
        if reads == "raw":
            return read_content(request, self.world.store)
        if reads == "json":
            if kind.replace(" ", "").lower() not in (
                "application/json", "application/json;charset=utf-8",
            ):
                raise Refused(
                    415,
                    f"Unsupported content type: '{kind}'. This API method"
                    " only accepts 'application/json' requests.",
                )
            return parse(request.body.read(JSON_LIMIT))
        if not kind.lower().startswith("multipart/form-data"):
            raise Refused(
                415,
                f"Unsupported content type: '{kind}'. This API method only"
                " accepts 'multipart/form-data' requests.",
            )
        if request.body.left > call.limit(reads) + FORM_SLACK:
            raise Refused(413, f"The {reads} is too large.")
        return read_form(request, self.world.store)

    def handle(self, call: Call) -> Answer:
        """Answer a request, or refuse it."""
        request = call.request
        try:
            self.authenticate(request)
            self.check_version(request)
            route, ids = self.route(request)
            payload = self.read(call, route.reads)
            with self.lock:
                if request.method != "GET" and not route.asks:
                    call.query()
                return route.handler(call, payload, *ids)
        except Refused as why:
            if why.status == 400:
                why.status = self.dialect.mistake
            # For those who wonder why their test fails.
            call.note(refused=why.message)
            return Answer(
                why.status, self.dialect.error(why), headers=why.headers
            )
