# SPDX-License-Identifier: MIT
"""Which paths there are, for each provider."""

from __future__ import annotations

import threading

from . import chat, files, jobs, models, together, uploads
from .config import Config
from .content import Store
from .dialect import AZURE, AZURE_V1, BEDROCK, NEBIUS, OPENAI
from .site import Route, Site
from .world import World

JOBS = "/fine_tuning/jobs"
FILES = [
    Route("GET", "/files", files.list_all),
    Route("POST", "/files", files.create, "file"),
    Route("GET", "/files/{}", files.retrieve),
    Route("DELETE", "/files/{}", files.delete),
    Route("GET", "/files/{}/content", files.content_of),
]
UPLOADS = [
    Route("POST", "/uploads", uploads.create, "json"),
    Route("POST", "/uploads/{}/parts", uploads.add_part, "part"),
    Route("POST", "/uploads/{}/complete", uploads.complete, "json"),
    Route("POST", "/uploads/{}/cancel", uploads.cancel),
]
TUNING = [
    Route("GET", JOBS, jobs.list_all),
    Route("POST", JOBS, jobs.create, "json"),
    Route("GET", JOBS + "/{}", jobs.retrieve),
    Route("GET", JOBS + "/{}/events", jobs.events),
    Route("GET", JOBS + "/{}/checkpoints", jobs.checkpoints),
    Route("POST", JOBS + "/{}/cancel", jobs.cancel),
]
PAUSES = [
    Route("POST", JOBS + "/{}/pause", jobs.pause),
    Route("POST", JOBS + "/{}/resume", jobs.resume),
]
DELETES = [Route("DELETE", JOBS + "/{}", jobs.delete)]
MODELS = [
    Route("GET", "/models", models.list_all),
    Route("GET", "/models/{}", models.retrieve),
    Route("DELETE", "/models/{}", models.delete),
]
CHAT = [Route("POST", "/chat/completions", chat.create, "json")]
DEPLOYED = [
    Route("POST", "/deployments/{}/chat/completions", chat.create, "json")
]
TOGETHER = [
    Route("GET", "/files", together.list_files),
    Route("POST", "/files", together.begin, asks=True),
    Route("GET", "/files/{}", together.retrieve_file),
    Route("DELETE", "/files/{}", together.delete_file),
    Route("GET", "/files/{}/content", files.content_of),
    Route("POST", "/files/{}/preprocess", together.preprocess),
    Route("GET", "/fine-tunes", together.list_all),
    Route("POST", "/fine-tunes", together.create, "json"),
    Route("POST", "/fine-tunes/estimate-price", together.estimate, "json"),
    Route("GET", "/fine-tunes/{}", together.retrieve),
    Route("GET", "/fine-tunes/{}/events", together.events),
    Route("GET", "/fine-tunes/{}/checkpoints", together.checkpoints),
    Route("POST", "/fine-tunes/{}/cancel", together.cancel),
    Route("GET", "/models", together.list_models),
]
STORAGE = [Route("PUT", "/storage/{}", together.store, "raw", True)]


def make_sites(
    config: Config, store: Store, lock: threading.RLock
) -> dict[str, Site]:
    """The sites by prefix; Azure's two share one memory."""
    azure = World(config, store)
    together_world = World(config, store)
    together_world.models.update({m.id: m for m in together.MODELS})
    common = FILES + TUNING + MODELS + CHAT
    table = [
        ("/v1", OPENAI, common + UPLOADS + PAUSES, World(config, store)),
        (
            "/openai/v1",
            AZURE_V1,
            common + UPLOADS + PAUSES + DELETES,
            azure,
        ),
        (
            "/openai",
            AZURE,
            FILES + TUNING + UPLOADS + PAUSES + DELETES + MODELS + DEPLOYED,
            azure,
        ),
        ("/nebius/v1", NEBIUS, common, World(config, store)),
        ("/bedrock/v1", BEDROCK, common, World(config, store)),
        ("/together/v1", together.TOGETHER, TOGETHER + CHAT, together_world),
        # Where Together's redirects lead, on the other listener.
        ("", together.SIGNED, STORAGE, together_world),
    ]
    return {
        prefix: Site(prefix, dialect, routes, world, lock)
        for prefix, dialect, routes, world in table
    }
