# SPDX-License-Identifier: MIT
"""The life of a fine-tuning job: a generator, each step of which is taken
when somebody asks about the job, or by POST /_fake/advance.  No clock."""

from __future__ import annotations

import base64
from typing import Any, Iterator, Optional

from .world import BOTH, Checkpoint, Event, Job, Model, World

OVER = ("succeeded", "failed", "cancelled")


def say(
    world: World,
    job: Job,
    message: str,
    data: Optional[dict[str, Any]] = None,
    level: str = "info",
) -> None:
    """An event."""
    ident, seq = world.name("ftevent-")
    now = world.now()
    job.events.append(Event(ident, seq, now, level, message, data))


def fail(world: World, job: Job, code: str, message: str, param: str) -> None:
    """The job ends, and says why."""
    job.error = {"code": code, "message": message, "param": param or None}
    job.status = "failed"
    job.finished_at = world.now()
    say(world, job, f"The job failed: {message}", level="error")


def examples_missing(world: World, job: Job) -> bool:
    """Is a file gone, or the training file too small?"""
    for param in ("training_file", "validation_file"):
        ident = job.request.get(param)
        if ident is None:
            continue
        if ident not in world.files:
            code = f"invalid_{param}"
            fail(world, job, code, f"The file {ident} is gone", param)
            return True
    lines = world.files[job.request["training_file"]].whole.lines()
    least = world.config.examples_min
    if lines < least:
        fail(
            world,
            job,
            "invalid_n_examples",
            f"Training file has {lines} example(s), but must have at least"
            f" {least} examples",
            "training_file",
        )
        return True
    return False


def metrics(job: Job, step: int, total: int) -> dict[str, float]:
    """Losses that fall, the same in each run."""
    row: dict[str, float] = {
        "step": step,
        "train_loss": round(2 / (1 + 3 * step / total), 5),
        "train_mean_token_accuracy": round(0.5 + 0.4 * step / total, 5),
    }
    if job.request.get("validation_file"):
        row["valid_loss"] = round(2.2 / (1 + 2.5 * step / total), 5)
        row["valid_mean_token_accuracy"] = round(0.45 + 0.4 * step / total, 5)
    return row


def train(world: World, job: Job, step: int, total: int) -> None:
    """One step of training, told by an event."""
    row = metrics(job, step, total)
    job.rows.append(row)
    told = f"Step {step}/{total}: training loss={row['train_loss']}"
    if "valid_loss" in row:
        told += f", validation loss={row['valid_loss']}"
    say(world, job, told, {**row, "total_steps": total})


def name_of(world: World, job: Job) -> str:
    """The name of the model that will come of it."""
    suffix = job.request.get("suffix") or ""
    org = world.config.organization.replace("org-", "", 1)
    return f"ft:{job.model}:{org}:{suffix}:{job.id[-8:]}"


def mark(world: World, job: Job, step: int) -> None:
    """Leave a checkpoint."""
    ident, seq = world.name("ftckpt_")
    model = f"{name_of(world, job)}:ckpt-step-{step}"
    row = job.rows[-1]
    job.checkpoints.append(
        Checkpoint(ident, seq, world.now(), model, step, row)
    )
    say(world, job, f"Checkpoint created at step {step}")


def result_csv(job: Job) -> bytes:
    """The result file: empty cells where there is no validation."""
    lines = [
        "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy"
    ]
    for row in job.rows:
        cells = [
            row["step"], row["train_loss"], row["train_mean_token_accuracy"],
            row.get("valid_loss", ""),
            row.get("valid_mean_token_accuracy", ""),
        ]
        lines.append(",".join(str(cell) for cell in cells))
    return ("\n".join(lines) + "\n").encode()


def end(world: World, job: Job) -> None:
    """The job has succeeded."""
    job.tuned = name_of(world, job)
    world.models[job.tuned] = Model(
        job.tuned, world.now(), world.config.organization, trains=BOTH
    )
    data = result_csv(job)
    if world.config.results == "base64":
        data = base64.b64encode(data)
    job.result = world.add_file(
        "step_metrics.csv", "fine-tune-results", world.store.of(data)
    )
    job.result.status = "processed"
    size = world.files[job.request["training_file"]].whole.size
    job.trained_tokens = size // 4 * int(job.hyper["n_epochs"])
    job.finished_at = world.now()
    job.status = "succeeded"
    say(world, job, f"New fine-tuned model created: {job.tuned}")
    say(world, job, "The job has successfully completed")


def live(world: World, job: Job) -> Iterator[None]:
    """From the files' validation to the end."""
    say(world, job, f"Created fine-tuning job: {job.id}")
    files = job.request["training_file"]
    if job.request.get("validation_file"):
        files += f" and validation file: {job.request['validation_file']}"
    say(world, job, f"Validating training file: {files}")
    yield
    if examples_missing(world, job):
        return
    job.status = "queued"
    say(world, job, "Files validated, moving job to queued state")
    yield
    job.status = "running"
    say(world, job, "Fine-tuning job started")
    yield
    total = world.config.steps
    epochs = int(job.hyper["n_epochs"])
    for step in range(1, total + 1):
        job.status = "running"
        if step == world.config.fail_at:
            fail(world, job, "server_error", "The training broke down", "")
            return
        train(world, job, step, total)
        # The last three epochs leave theirs.
        if step * epochs % total < epochs and step * epochs > total * (
            epochs - 3
        ):
            mark(world, job, step)
        yield
    if job.request["training_file"] not in world.files:
        fail(world, job, "invalid_training_file", "The file is gone",
             "training_file")
        return
    end(world, job)


def advance(job: Job, steps: int) -> int:
    """Take so many steps, unless the job is over or paused; how many were
    taken."""
    taken = 0
    while taken < steps and job.status not in (*OVER, "paused"):
        if job.status == "pausing":
            job.status = "paused"
        elif job.status == "resuming":
            job.status = "queued"
        else:
            next(job.life, None)
        taken += 1
    return taken
