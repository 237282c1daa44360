# SPDX-License-Identifier: MIT
"""/models"""

from __future__ import annotations

from typing import Any

from .answer import Answer
from .errors import Refused
from .site import Call
from .world import Model


def shown(model: Model, ident: str) -> dict[str, Any]:
    """The model object."""
    return {
        "id": ident,
        "object": "model",
        "created": model.created,
        "owned_by": model.owner,
        "shutdown_date": model.shutdown,
    }


def unknown(ident: str) -> Refused:
    """A model that is not there."""
    return Refused(
        404,
        f"The model '{ident}' does not exist or you do not have access to it.",
        "model",
        "model_not_found",
    )


def list_all(call: Call, _: None) -> Answer:
    """GET /models: aliases are models too"""
    call.query()
    data = []
    for model in call.world.models.values():
        data.append(shown(model, model.id))
        if model.alias:
            data.append(shown(model, model.alias))
    return Answer(value={"object": "list", "data": data})


def retrieve(call: Call, _: None, ident: str) -> Answer:
    """GET /models/ID"""
    call.query()
    model = call.world.model(ident)
    if model is None:
        raise unknown(ident)
    return Answer(value=shown(model, ident))


def delete(call: Call, _: None, ident: str) -> Answer:
    """DELETE /models/ID, for tuned ones"""
    if call.world.model(ident) is None:
        raise unknown(ident)
    if not ident.startswith("ft:"):
        raise Refused(
            403,
            "You have insufficient permissions for this operation.",
            None,
            "insufficient_permissions",
        )
    del call.world.models[ident]
    return Answer(value={"id": ident, "object": "model", "deleted": True})
