# SPDX-License-Identifier: MIT
"""The providers as data: what differs between those that share the paths."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Optional

from .check import (Check, boolean, integer, nullable, number, record,
                    text)
from .config import MIB
from .errors import Refused
from .shapes import (DPO_HYPER, GRADERS, INTEGRATIONS, LAMBDA,
                     REINFORCEMENT_HYPER, SUPERVISED_HYPER, auto, metadata,
                     method)


def error_object(why: Refused) -> Any:
    """The error of OpenAI and most others."""
    return {
        "error": {
            "message": why.message,
            "type": why.kind,
            "param": why.param,
            "code": why.code,
        }
    }


def azure_error(why: Refused) -> Any:
    """The error of Azure, with codes that are strings."""
    code = why.code or str(why.status)
    error: dict[str, Any] = {"code": code, "message": why.message}
    if why.param:
        error["innererror"] = {"code": "InvalidParameter", "param": why.param}
    return {"error": error}


def detail_error(why: Refused) -> Any:
    """The error of servers made with FastAPI."""
    if why.status not in (400, 422):
        return {"detail": why.message}
    place = ["body", *(why.param or "").split(".")]
    kind = why.code or "value_error"
    return {"detail": [{"loc": place, "msg": why.message, "type": kind}]}


HYPER = {
    "supervised": SUPERVISED_HYPER,
    "dpo": DPO_HYPER,
    "reinforcement": REINFORCEMENT_HYPER,
}
AZURE_STATES = {
    "validating_files": "pending",
    "queued": "pending",
    "uploaded": "pending",
    "expired": "expired",
}
NEBIUS_HYPER: dict[str, Check] = {
    "batch_size": auto(integer(1)),
    "learning_rate": auto(number(above=0)),
    "n_epochs": auto(integer(1, 50)),
    "warmup_ratio": number(0, 1),
    "weight_decay": number(0),
    "lora": boolean(),
    "lora_r": integer(1),
    "lora_alpha": integer(1),
    "lora_dropout": number(0, 1),
    "packing": boolean(),
    "max_grad_norm": number(0),
    "context_length": integer(1),
}


@dataclass(frozen=True)
class Dialect:
    """One provider."""

    name: str
    # Headers that may carry the key.
    keys: tuple[str, ...] = ("authorization",)
    error: Callable[[Refused], Any] = error_object
    # The status of what creates a file or a job, and of other mistakes.
    created: int = 200
    mistake: int = 400
    # Is api-version a must, may it be, or is it unknown?
    version: str = "unknown"
    # Words for states, where they differ.
    states: dict[str, str] = field(default_factory=dict)
    methods: tuple[str, ...] = ("supervised", "dpo", "reinforcement")
    hyper: dict[str, dict[str, Check]] = field(default_factory=lambda: HYPER)
    graders: dict[str, Check] = field(default_factory=lambda: GRADERS)
    # The old field for hyperparameters, beside those of the method.
    flat: bool = True
    suffix: Optional[Check] = text(1, 64)
    metadata: bool = True
    pauses: bool = True
    deletes_jobs: bool = False
    newest_first: bool = True
    # Lists of files come in pages; older servers send all, and no has_more.
    pages: bool = True
    dotted_expiry: bool = False
    expiry_min: int = 3600
    file_limit: int = 512 * MIB
    part_limit: int = 64 * MIB
    upload_limit: int = 8192 * MIB
    upload_life: int = 3600
    deployments: bool = False
    extra: dict[str, Check] = field(default_factory=dict)

    def state(self, status: str) -> str:
        """A status in this provider's words."""
        return self.states.get(status, status)

    def create_job(self) -> Check:
        """The form of a request that creates a job."""
        other: dict[str, Check] = {
            "validation_file": nullable(text(1)),
            "seed": nullable(integer(0, 2147483647)),
            "integrations": INTEGRATIONS,
            **self.extra,
        }
        hyper = {kind: self.hyper[kind] for kind in self.methods}
        other["method"] = method(hyper, self.graders)
        if self.flat:
            other["hyperparameters"] = record({}, self.hyper["supervised"])
        if self.suffix:
            other["suffix"] = nullable(self.suffix)
        if self.metadata:
            other["metadata"] = metadata()
        return record({"model": text(1), "training_file": text(1)}, other)


OPENAI = Dialect("openai")
AZURE_V1 = Dialect(
    "azure-v1",
    keys=("api-key", "authorization"),
    error=azure_error,
    created=201,
    version="optional",
    suffix=text(1, 40, pattern="[A-Za-z0-9_-]+"),
    metadata=False,
    deletes_jobs=True,
    file_limit=150 * MIB,
    upload_limit=9216 * MIB,
    upload_life=7200,
    extra={"trainingType": text(choices=(
        "standard", "globalstandard", "developer", "Standard",
        "GlobalStandard", "Developer",
    ))},
)
AZURE = Dialect(
    "azure",
    keys=AZURE_V1.keys,
    error=azure_error,
    created=201,
    version="must",
    states=AZURE_STATES,
    methods=("supervised", "dpo"),
    suffix=AZURE_V1.suffix,
    metadata=False,
    deletes_jobs=True,
    newest_first=False,
    pages=False,
    dotted_expiry=True,
    expiry_min=1209600,
    file_limit=150 * MIB,
    upload_limit=9216 * MIB,
    upload_life=7200,
    deployments=True,
    extra=AZURE_V1.extra,
)
NEBIUS = Dialect(
    "nebius",
    error=detail_error,
    mistake=422,
    methods=("supervised",),
    hyper={"supervised": NEBIUS_HYPER},
    metadata=False,
    pauses=False,
)
BEDROCK = Dialect(
    "bedrock",
    methods=("reinforcement",),
    graders=LAMBDA,
    flat=False,
    suffix=None,
    metadata=False,
    pauses=False,
    hyper={
        "reinforcement": REINFORCEMENT_HYPER,
        "supervised": SUPERVISED_HYPER,
    },
)
