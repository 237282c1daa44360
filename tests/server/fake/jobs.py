# SPDX-License-Identifier: MIT
"""/fine_tuning/jobs"""

from __future__ import annotations

from datetime import date
from typing import Any

from .answer import Answer
from .errors import Refused, bad
from .files import integer_in, listed
from .site import Call
from .training import OVER, advance, live, say
from .world import Checkpoint, Event, Job, Model, page

NOBODY = {"code": None, "message": None, "param": None}


def shown(call: Call, job: Job) -> dict[str, Any]:
    """The job object."""
    healthy = NOBODY if call.world.config.healthy == "nulls" else None
    request = job.request
    own: dict[str, Any] = {"hyperparameters": job.hyper}
    if job.method == "reinforcement":
        own["grader"] = request["method"]["reinforcement"]["grader"]
    value = {
        "object": "fine_tuning.job",
        "id": job.id,
        "model": job.model,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
        "fine_tuned_model": job.tuned,
        "organization_id": call.world.config.organization,
        "result_files": [job.result.id] if job.result else [],
        "status": call.dialect.state(job.status),
        "validation_file": request.get("validation_file"),
        "training_file": request["training_file"],
        "hyperparameters": job.hyper,
        "trained_tokens": job.trained_tokens,
        "error": job.error or healthy,
        "user_provided_suffix": request.get("suffix"),
        "seed": request["seed"],
        "estimated_finish": None,
        "integrations": request.get("integrations") or [],
        "method": {"type": job.method, job.method: own},
    }
    if call.dialect.metadata:
        value["metadata"] = request.get("metadata")
    return value


def base_of(call: Call, name: str, method: str) -> Model:
    """The model to train, if it can be."""
    model = call.world.model(name)
    if model is None:
        raise Refused(
            404,
            f"The model '{name}' does not exist or you do not have access to"
            " it.",
            "model",
            "model_not_found",
        )
    today = call.world.now() // 86400
    if method not in model.trains or (
        model.shutdown and day_of(model.shutdown) <= today
    ):
        raise bad(
            f"Model {name} is not available for fine-tuning with the method"
            f" '{method}'.",
            "model",
            "model_not_available",
        )
    return model


def day_of(day: str) -> int:
    """Days since 1970."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def check_file(call: Call, ident: str, param: str) -> None:
    """Is it there, for training, and processed?"""
    file = call.world.files.get(ident)
    if file is None:
        raise bad(f"invalid {param}: {ident}", param, "invalid_file_id")
    if file.purpose != "fine-tune":
        raise bad(
            f"File '{ident}' has purpose '{file.purpose}', not 'fine-tune'.",
            param,
            "invalid_file_purpose",
        )
    if file.status != "processed":
        raise bad(
            f"File '{ident}' is not ready: its status is '{file.status}'.",
            param,
            "file_not_ready",
        )


def hyper_of(call: Call, body: Any, method: str) -> dict[str, Any]:
    """The hyperparameters as the server settles them."""
    own = body.get("method", {}).get(method, {}).get("hyperparameters")
    flat = body.get("hyperparameters")
    if own is not None and flat is not None:
        raise bad(
            "'hyperparameters' and 'method' cannot both be given.",
            "hyperparameters",
            "invalid_value",
        )
    if flat is not None and method != "supervised":
        raise bad(
            "'hyperparameters' belongs to the method 'supervised'.",
            "hyperparameters",
            "invalid_value",
        )
    settled = {
        "n_epochs": call.world.config.epochs,
        "batch_size": 1,
        "learning_rate_multiplier": 1.8,
    }
    if call.dialect.name == "nebius":
        settled = {"n_epochs": 3, "batch_size": 8, "learning_rate": 1e-5}
    told = own or flat or {}
    settled.update({k: v for k, v in told.items() if v != "auto"})
    return settled


def create(call: Call, body: Any) -> Answer:
    """POST /fine_tuning/jobs"""
    call.dialect.create_job()(body, "")
    if not call.world.config.training:
        raise Refused(
            403,
            "Fine-tuning is not available for this organization.",
            None,
            "training_not_available",
        )
    default = call.dialect.methods[0]
    method = body.get("method", {}).get("type", default)
    hyper = hyper_of(call, body, method)
    model = base_of(call, body["model"], method)
    for param in ("training_file", "validation_file"):
        if body.get(param) is not None:
            check_file(call, body[param], param)
    world = call.world
    ident, seq = world.name("ftjob-")
    request = dict(body)
    if request.get("seed") is None:
        request["seed"] = seq * 7919 % 2147483648
    job = Job(ident, seq, world.now(), request, model.id, method, hyper)
    job.life = live(world, job)
    next(job.life)
    world.jobs[ident] = job
    call.note(job=ident)
    return call.created(shown(call, job), f"/fine_tuning/jobs/{ident}")


def matches(job: Job, asked: dict[str, str]) -> bool:
    """Does it have the metadata that was asked for?"""
    metadata = job.request.get("metadata") or {}
    for name, value in asked.items():
        if name.startswith("metadata["):
            if metadata.get(name[len("metadata[") : -1]) != value:
                return False
    return True


def list_all(call: Call, _: None) -> Answer:
    """GET /fine_tuning/jobs"""
    names = ["after", "limit"]
    if call.dialect.metadata:
        names.append("metadata")
    asked = call.query(*names)
    if "metadata" in asked:
        raise bad("metadata is asked for as metadata[KEY]=VALUE", "metadata")
    rows = [j for j in call.world.jobs.values() if matches(j, asked)]
    rows, more = page(
        call.world, rows, limit_of(call, asked, 20), asked.get("after")
    )
    return Answer(value=listed([shown(call, j) for j in rows], more, False))


def limit_of(call: Call, asked: dict[str, str], otherwise: int) -> int:
    """The size of a page: what was asked for, or what the server gives."""
    limit = integer_in(asked, "limit", otherwise, 1, 10**6)
    return min(limit, call.world.config.page_limit)


def retrieve(call: Call, _: None, ident: str) -> Answer:
    """GET /fine_tuning/jobs/ID"""
    call.query()
    job = call.world.job(ident)
    value = shown(call, job)
    advance(job, call.world.config.pace)
    return Answer(value=value)


def event_shown(call: Call, event: Event) -> dict[str, Any]:
    """The event object: live servers send null where there is no data."""
    return {
        "object": "fine_tuning.job.event",
        "id": event.id,
        "created_at": event.created_at,
        "level": event.level,
        "message": event.message,
        "data": event.data,
        "type": "metrics" if event.data else "message",
    }


def events(call: Call, _: None, ident: str) -> Answer:
    """GET /fine_tuning/jobs/ID/events"""
    asked = call.query("after", "limit")
    job = call.world.job(ident)
    rows, more = page(
        call.world,
        job.events,
        limit_of(call, asked, 20),
        asked.get("after"),
        call.dialect.newest_first,
    )
    value = listed([event_shown(call, e) for e in rows], more, False)
    if "after" not in asked:
        advance(job, call.world.config.pace)
    return Answer(value=value)


def checkpoint_shown(job: Job, point: Checkpoint) -> dict[str, Any]:
    """The checkpoint object."""
    return {
        "object": "fine_tuning.job.checkpoint",
        "id": point.id,
        "created_at": point.created_at,
        "fine_tuned_model_checkpoint": point.model,
        "fine_tuning_job_id": job.id,
        "metrics": point.metrics,
        "step_number": point.step,
    }


def checkpoints(call: Call, _: None, ident: str) -> Answer:
    """GET /fine_tuning/jobs/ID/checkpoints"""
    asked = call.query("after", "limit")
    job = call.world.job(ident)
    rows, more = page(
        call.world,
        job.checkpoints,
        limit_of(call, asked, 10),
        asked.get("after"),
    )
    data = [checkpoint_shown(job, point) for point in rows]
    return Answer(value=listed(data, more, True))


def wrong_state(job: Job, verb: str) -> Refused:
    """What cannot be done now."""
    return bad(
        f"Job {job.id} cannot be {verb}: its status is '{job.status}'.",
        None,
        "invalid_job_status",
    )


def cancel(call: Call, _: None, ident: str) -> Answer:
    """POST /fine_tuning/jobs/ID/cancel"""
    job = call.world.job(ident)
    if job.status in OVER:
        raise wrong_state(job, "cancelled")
    job.status = "cancelled"
    job.finished_at = call.world.now()
    say(call.world, job, "Fine-tuning job cancelled")
    return Answer(value=shown(call, job))


def pause(call: Call, _: None, ident: str) -> Answer:
    """POST /fine_tuning/jobs/ID/pause"""
    job = call.world.job(ident)
    if job.status != "running":
        raise wrong_state(job, "paused")
    job.status = "pausing" if call.dialect.name == "azure" else "paused"
    say(call.world, job, "Fine-tuning job paused")
    return Answer(value=shown(call, job))


def resume(call: Call, _: None, ident: str) -> Answer:
    """POST /fine_tuning/jobs/ID/resume"""
    job = call.world.job(ident)
    if job.status != "paused":
        raise wrong_state(job, "resumed")
    job.status = "resuming" if call.dialect.name == "azure" else "queued"
    say(call.world, job, "Fine-tuning job resumed")
    return Answer(value=shown(call, job))


def delete(call: Call, _: None, ident: str) -> Answer:
    """DELETE /fine_tuning/jobs/ID, which only Azure knows"""
    job = call.world.job(ident)
    if job.status not in OVER:
        raise wrong_state(job, "deleted")
    del call.world.jobs[ident]
    return Answer(204)
