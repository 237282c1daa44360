# SPDX-License-Identifier: MIT
"""Together's API: files go to another host by redirect, jobs are
/fine-tunes, times are strings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any, Iterator

from .answer import Answer
from .check import (anything, boolean, integer, nullable, number, one_of,
                    record, text, variant, word_or)
from .content import Content, Whole
from .dialect import Dialect
from .errors import Refused, bad, not_found
from .files import check_name
from .jobs import check_file
from .models import unknown
from .site import Call
from .training import OVER, advance, end, examples_missing, mark, say, train
from .world import BOTH, File, Job, Model, World

MODELS = (
    Model("meta-llama/Meta-Llama-3.1-8B-Instruct-Reference", 1721692800,
          "Meta", trains=BOTH),
    Model("Qwen/Qwen3-8B", 1745884800, "Qwen", trains=BOTH),
)
METHOD = variant("method", {
    "sft": record(
        {"method": text()}, {"train_on_inputs": word_or("auto", boolean())}
    ),
    "dpo": record({"method": text()}, {
        "dpo_beta": nullable(number(above=0)),
        "rpo_alpha": nullable(number(0)),
        "simpo_gamma": nullable(number(0)),
        "dpo_normalize_logratios_by_length": boolean(),
        "dpo_reference_free": boolean(),
    }),
})
TYPE = variant("type", {
    "Full": record({"type": text()}, {}),
    "Lora": record({"type": text()}, {
        "lora_r": integer(1), "lora_alpha": integer(1),
        "lora_dropout": number(0, 1), "lora_trainable_modules": text(1),
    }),
})
COMMON = {
    "validation_file": text(),
    "n_epochs": integer(1, 50),
    "n_evals": integer(0, 100),
    "training_method": METHOD,
    "training_type": TYPE,
    "from_checkpoint": text(),
}
CREATE = record({"training_file": text(1), "model": text(1)}, {
    **COMMON,
    "n_checkpoints": integer(1, 100),
    "batch_size": word_or("max", integer(1)),
    "learning_rate": number(above=0),
    "lr_scheduler": nullable(anything),
    "warmup_ratio": number(0, 1),
    "max_grad_norm": number(0),
    "weight_decay": number(0),
    "random_seed": nullable(integer(0)),
    "suffix": nullable(text(1, 64)),
    "packing": boolean(),
    "max_seq_length": nullable(integer(1)),
    "wandb_api_key": nullable(text()),
    "wandb_base_url": nullable(text()),
    "wandb_project_name": nullable(text()),
    "wandb_name": nullable(text()),
    "train_on_inputs": word_or("auto", boolean()),
    "from_hf_model": nullable(text()),
    "hf_api_token": nullable(text()),
    "hf_output_repo_name": nullable(text()),
})
PRICE = record({"training_file": text(1)}, {**COMMON, "model": text(1)})
TOGETHER = Dialect(
    "together",
    metadata=False,
    pauses=False,
    file_limit=25 << 30,
    states={"validating_files": "pending", "succeeded": "completed",
            "failed": "error"},
)
# The host of its files is asked without a key.
SIGNED = replace(TOGETHER, keys=())


def iso(seconds: int) -> str:
    """A time as Together writes it."""
    when = datetime.fromtimestamp(seconds, timezone.utc)
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def file_shown(file: File) -> dict[str, Any]:
    """The file object."""
    ready = file.status == "processed"
    return {
        "id": file.id,
        "object": "file",
        "created_at": file.created_at,
        "filename": file.filename,
        "bytes": file.whole.size,
        "purpose": file.purpose,
        "Processed": ready,
        "FileType": "jsonl",
        "LineCount": file.whole.lines() if ready else 0,
    }


def begin(call: Call, _: Any) -> Answer:
    """POST /files: where to put the file is told by a redirect"""
    asked = {}
    for name, value in call.request.query:
        if name not in ("file_name", "file_type", "purpose") or name in asked:
            raise bad(f"Unknown query parameter: '{name}'.", name)
        asked[name] = value
    for name in ("file_name", "file_type", "purpose"):
        if not asked.get(name):
            raise bad(f"Missing required parameter: '{name}'.", name)
    one_of(asked["file_type"], "file_type", ("jsonl", "csv", "parquet"))
    one_of(asked["purpose"], "purpose", ("fine-tune", "eval", "batch-api"))
    check_name(asked["file_name"], asked["purpose"])
    file = call.world.add_file(asked["file_name"], asked["purpose"], Whole([]))
    file.status = "waiting"
    call.note(file=file.id)
    headers = {
        "Location": f"{call.other}/storage/{file.id}?signature=fake",
        "X-Together-File-Id": file.id,
    }
    return Answer(302, data=b"", headers=headers)


def store(call: Call, content: Content, ident: str) -> Answer:
    """PUT /storage/ID on the other host, which knows no keys"""
    request = call.request
    if request.header("authorization") or request.header("api-key"):
        raise bad("Only one auth mechanism allowed: the signature")
    if dict(request.query).get("signature") != "fake":
        raise Refused(403, "SignatureDoesNotMatch")
    if request.body.chunked:
        raise Refused(411, "MissingContentLength")
    file = call.world.file(ident)
    if file.status not in ("waiting", "stored"):
        raise bad("The file is there already")
    file.whole = Whole([content])
    file.status = "stored"
    call.note(file=ident, crc=content.crc, bytes=content.size)
    return Answer(200, data=b"")


def preprocess(call: Call, _: None, ident: str) -> Answer:
    """POST /files/ID/preprocess"""
    file = call.world.file(ident)
    if file.status != "stored":
        raise bad(f"File {ident} is not uploaded, but {file.status}.")
    file.looks = call.world.config.process_after
    file.status = "uploaded" if file.looks else "processed"
    return Answer(value=file_shown(file))


def list_files(call: Call, _: None) -> Answer:
    """GET /files"""
    call.query()
    rows = [f for f in call.world.files.values() if f.status != "waiting"]
    return Answer(value={"data": [file_shown(file) for file in rows]})


def retrieve_file(call: Call, _: None, ident: str) -> Answer:
    """GET /files/ID"""
    call.query()
    file = call.world.file(ident)
    value = file_shown(file)
    if file.looks > 0:
        file.looks -= 1
        if file.looks == 0:
            file.status = "processed"
    return Answer(value=value)


def delete_file(call: Call, _: None, ident: str) -> Answer:
    """DELETE /files/ID"""
    del call.world.files[call.world.file(ident).id]
    return Answer(value={"id": ident, "deleted": True})


def job_shown(call: Call, job: Job) -> dict[str, Any]:
    """The job object."""
    request = job.request
    return {
        "id": job.id,
        "status": call.dialect.state(job.status),
        "created_at": iso(job.created_at),
        "updated_at": iso(job.finished_at or call.world.now()),
        "user_id": "user-fake",
        "training_file": request["training_file"],
        "validation_file": request.get("validation_file", ""),
        "model": job.model,
        "model_output_name": job.tuned or "",
        "suffix": request.get("suffix") or "",
        "batch_size": request.get("batch_size", "max"),
        "learning_rate": request.get("learning_rate", 1e-5),
        "n_epochs": job.hyper["n_epochs"],
        "n_evals": request.get("n_evals", 0),
        "n_checkpoints": request.get("n_checkpoints", 1),
        "training_method": request.get("training_method", {"method": "sft"}),
        "training_type": request.get("training_type", {"type": "Lora"}),
        "epochs_completed": job.hyper["n_epochs"] if job.tuned else 0,
        "total_steps": call.world.config.steps,
        "steps_completed": len(job.rows),
        "token_count": job.trained_tokens or 0,
        "total_price": (job.trained_tokens or 0) * 500,
        "events": event_rows(job),
    }


def event_rows(job: Job) -> list[dict[str, Any]]:
    """The events, oldest first."""
    return [
        {
            "object": "fine-tune-event",
            "created_at": iso(event.created_at),
            "level": event.level,
            "message": event.message,
            "type": "training_start" if event.data else "job_pending",
            "param_count": 0,
            "token_count": 0,
            "total_steps": 0,
            "wandb_url": "",
            "step": (event.data or {}).get("step", 0),
            "checkpoint_path": "",
            "model_path": "",
            "training_offset": 0,
            "hash": event.id,
        }
        for event in job.events
    ]


def life(world: World, job: Job) -> Iterator[None]:
    """From pending to completed."""
    say(world, job, "Fine tune request created")
    yield
    if examples_missing(world, job):
        return
    job.status = "queued"
    yield
    job.status = "running"
    say(world, job, "Job started")
    for step in range(1, world.config.steps + 1):
        yield
        train(world, job, step, world.config.steps)
    mark(world, job, world.config.steps)
    for status in ("compressing", "uploading"):
        job.status = status
        say(world, job, f"Model {status}")
        yield
    end(world, job)
    job.result = None


def create(call: Call, body: Any) -> Answer:
    """POST /fine-tunes"""
    CREATE(body, "")
    world = call.world
    model = world.model(body["model"])
    if model is None or not model.trains:
        raise unknown(body["model"])
    for param in ("training_file", "validation_file"):
        if body.get(param):
            check_file(call, body[param], param)
    ident, seq = world.name("ft-")
    hyper = {"n_epochs": body.get("n_epochs", 1)}
    method = body.get("training_method", {}).get("method", "sft")
    job = Job(ident, seq, world.now(), body, model.id, method, hyper)
    job.life = life(world, job)
    next(job.life)
    world.jobs[ident] = job
    call.note(job=ident)
    return Answer(value=job_shown(call, job))


def estimate(call: Call, body: Any) -> Answer:
    """POST /fine-tunes/estimate-price"""
    PRICE(body, "")
    check_file(call, body["training_file"], "training_file")
    size = call.world.files[body["training_file"]].whole.size
    tokens = size // 4 * body.get("n_epochs", 1)
    return Answer(value={
        "estimated_total_price": round(tokens * 5e-7, 6),
        "allowed_to_proceed": call.world.config.training,
        "user_limit": 100,
        "estimated_train_token_count": tokens,
        "estimated_eval_token_count": 0,
    })


def job_of(call: Call, ident: str) -> Job:
    """The job of this id."""
    if ident not in call.world.jobs:
        raise not_found("fine-tune", ident)
    return call.world.jobs[ident]


def list_all(call: Call, _: None) -> Answer:
    """GET /fine-tunes"""
    call.query()
    rows = [job_shown(call, job) for job in call.world.jobs.values()]
    return Answer(value={"data": rows[::-1]})


def retrieve(call: Call, _: None, ident: str) -> Answer:
    """GET /fine-tunes/ID"""
    call.query()
    job = job_of(call, ident)
    value = job_shown(call, job)
    if job.status == "cancel_requested":
        job.status = "cancelled"
    advance(job, call.world.config.pace)
    return Answer(value=value)


def events(call: Call, _: None, ident: str) -> Answer:
    """GET /fine-tunes/ID/events"""
    call.query()
    job = job_of(call, ident)
    value = {"data": event_rows(job)}
    if job.status != "cancel_requested":
        advance(job, call.world.config.pace)
    return Answer(value=value)


def checkpoints(call: Call, _: None, ident: str) -> Answer:
    """GET /fine-tunes/ID/checkpoints"""
    call.query()
    rows = [
        {
            "step": point.step,
            "path": f"s3://fake/{point.model}",
            "created_at": iso(point.created_at),
            "checkpoint_type": "Final",
        }
        for point in job_of(call, ident).checkpoints
    ]
    return Answer(value={"data": rows})


def cancel(call: Call, _: None, ident: str) -> Answer:
    """POST /fine-tunes/ID/cancel: it is over at the next look"""
    job = job_of(call, ident)
    if job.status in (*OVER, "cancel_requested"):
        raise bad(f"Job {ident} cannot be cancelled: it is {job.status}.")
    job.status = "cancel_requested"
    say(call.world, job, "Cancel requested")
    return Answer(value=job_shown(call, job))


def list_models(call: Call, _: None) -> Answer:
    """GET /models: an array, not a list object"""
    call.query()
    return Answer(value=[
        {
            "id": model.id,
            "object": "model",
            "created": model.created,
            "type": "chat",
            "organization": model.owner,
        }
        for model in call.world.models.values()
    ])
