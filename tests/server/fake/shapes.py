# SPDX-License-Identifier: MIT
"""The forms of request bodies, as the API's description has them."""

from __future__ import annotations

from typing import Any

from .check import (Check, anything, boolean, by_type, integer, items,
                    nullable, number, one_of, pairs, record, text, variant,
                    word_or)
from .errors import bad

FILE_PURPOSES = (
    "assistants", "batch", "fine-tune", "vision", "user_data", "evals",
)
UPLOAD_PURPOSES = ("assistants", "batch", "fine-tune", "vision")


def auto(check: Check) -> Check:
    """A number, or "auto"; "3" is neither."""
    return word_or("auto", check)


def metadata() -> Check:
    """At most 16 pairs of strings."""
    return nullable(pairs(text(0, 512), 16, 64))


EXPIRES = record(
    {
        "anchor": text(choices=("created_at",)),
        "seconds": integer(3600, 2592000),
    },
    {},
)
CREATE_UPLOAD = record(
    {
        "filename": text(1),
        "purpose": text(choices=UPLOAD_PURPOSES),
        "bytes": integer(1),
        "mime_type": text(1, pattern=r"[\w.+-]+/[\w.+-]+(; ?.*)?"),
    },
    {"expires_after": EXPIRES},
)
COMPLETE_UPLOAD = record(
    {"part_ids": items(text(1), 1)},
    {"md5": text(pattern="[0-9a-fA-F]{32}")},
)

SUPERVISED_HYPER: dict[str, Check] = {
    "batch_size": auto(integer(1, 256)),
    "learning_rate_multiplier": auto(number(above=0)),
    "n_epochs": auto(integer(1, 50)),
}
DPO_HYPER = {**SUPERVISED_HYPER, "beta": auto(number(above=0, high=2))}
REINFORCEMENT_HYPER = {
    **SUPERVISED_HYPER,
    "reasoning_effort": text(choices=("default", "low", "medium", "high")),
    "compute_multiplier": auto(number(above=1e-5, high=10)),
    "eval_interval": auto(integer(1)),
    "eval_samples": auto(integer(1)),
}

GRADERS = {
    "string_check": record(
        {
            "type": text(), "name": text(), "input": text(),
            "reference": text(),
            "operation": text(choices=("eq", "ne", "like", "ilike")),
        },
        {},
    ),
    "text_similarity": record(
        {
            "type": text(), "name": text(), "input": text(),
            "reference": text(),
            "evaluation_metric": text(choices=(
                "cosine", "fuzzy_match", "bleu", "gleu", "meteor", "rouge_1",
                "rouge_2", "rouge_3", "rouge_4", "rouge_5", "rouge_l",
            )),
        },
        {},
    ),
    "python": record(
        {"type": text(), "name": text(), "source": text()},
        {"image_tag": text()},
    ),
    "score_model": record(
        {
            "type": text(), "name": text(), "model": text(),
            "input": items(anything),
        },
        {
            "range": items(number(), 2, 2),
            "sampling_params": pairs(anything),
        },
    ),
}
INNER_GRADERS = {
    **GRADERS,
    "label_model": record(
        {
            "type": text(), "name": text(), "model": text(),
            "input": items(anything), "labels": items(text()),
            "passing_labels": items(text()),
        },
        {},
    ),
}


def graders(value: Any, name: str) -> None:
    """One grader, as the description says, or a map of them, as the guides
    have it."""
    inner = variant("type", INNER_GRADERS)
    pairs(anything)(value, name)
    if not value or isinstance(value.get("type"), str):
        inner(value, name)
    else:
        pairs(inner)(value, name)


GRADERS["multi"] = record(
    {
        "type": text(), "name": text(), "graders": graders,
        "calculate_output": text(),
    },
    {},
)
LAMBDA = {
    "lambda": record(
        {"type": text(), "lambda": record({"function": text(1)}, {})}, {}
    ),
}


def method(
    hyper: dict[str, dict[str, Check]], kinds: dict[str, Check]
) -> Check:
    """The method of a job, with the hyperparameters of its own kind only."""

    def check(value: Any, name: str) -> None:
        forms: dict[str, Check] = {}
        for kind in hyper:
            needed: dict[str, Check] = {}
            if kind == "reinforcement":
                needed["grader"] = variant("type", kinds)
            other: dict[str, Check] = {
                "hyperparameters": record({}, hyper[kind])
            }
            forms[kind] = record(needed, other)
        record({"type": text(choices=tuple(hyper))}, forms)(value, name)
        for kind in forms:
            if kind in value and kind != value["type"]:
                raise bad(
                    f"'{name}.{kind}' does not belong to the method"
                    f" '{value['type']}'.",
                    f"{name}.{kind}",
                    "invalid_value",
                )
        if value["type"] == "reinforcement" and "reinforcement" not in value:
            raise bad(
                f"Missing required parameter: '{name}.reinforcement'.",
                f"{name}.reinforcement",
                "missing_required_parameter",
            )

    return check


INTEGRATIONS = nullable(
    items(
        record(
            {
                "type": text(choices=("wandb",)),
                "wandb": record(
                    {"project": text(1)},
                    {
                        "name": nullable(text()),
                        "entity": nullable(text()),
                        "tags": items(text()),
                    },
                ),
            },
            {},
        ),
        0,
        5,
    )
)


def tool_call(value: Any, name: str) -> None:
    """A call that the assistant made."""
    record(
        {
            "id": text(1),
            "type": text(choices=("function",)),
            "function": record({"name": text(1), "arguments": text()}, {}),
        },
        {},
    )(value, name)


PARTS = variant("type", {
    "text": record({"type": text(), "text": text()}, {}),
    "image_url": record({
        "type": text(),
        "image_url": record(
            {"url": text(1)},
            {"detail": text(choices=("auto", "low", "high"))},
        ),
    }, {}),
    "input_audio": record({
        "type": text(),
        "input_audio": record(
            {"data": text(1), "format": text(choices=("wav", "mp3"))}, {}
        ),
    }, {}),
    "file": record({"type": text(), "file": pairs(text())}, {}),
    "refusal": record({"type": text(), "refusal": text()}, {}),
})
CONTENT = by_type(text=text(), items=items(PARTS, 1))


def plain_message() -> Check:
    """A message of developer, system or user."""
    return record(
        {"role": text(), "content": CONTENT},
        {"name": text(1, 64, pattern=r"[^\s<|\\/>]+")},
    )


MESSAGE = variant("role", {
    "developer": plain_message(),
    "system": plain_message(),
    "user": plain_message(),
    "assistant": record(
        {"role": text()},
        {
            "content": nullable(CONTENT),
            "refusal": nullable(text()),
            "name": text(1, 64),
            "tool_calls": items(tool_call, 1),
            "function_call": nullable(
                record({"name": text(), "arguments": text()}, {})
            ),
        },
    ),
    "tool": record(
        {"role": text(), "content": CONTENT, "tool_call_id": text(1)}, {}
    ),
    "function": record(
        {"role": text(), "name": text(1), "content": nullable(text())}, {}
    ),
})
FUNCTION = record(
    {"name": text(1, 64, pattern="[A-Za-z0-9_-]+")},
    {
        "description": text(),
        "parameters": pairs(anything),
        "strict": nullable(boolean()),
    },
)


def tool_choice(value: Any, name: str) -> None:
    """A word, or the function to call."""
    if isinstance(value, str):
        one_of(value, name, ("none", "auto", "required"))
        return
    record(
        {
            "type": text(choices=("function",)),
            "function": record({"name": text(1)}, {}),
        },
        {},
    )(value, name)


RESPONSE_FORMAT = variant("type", {
    "text": record({"type": text()}, {}),
    "json_object": record({"type": text()}, {}),
    "json_schema": record({
        "type": text(),
        "json_schema": record(
            {"name": text(1, 64, pattern="[A-Za-z0-9_-]+")},
            {
                "description": text(),
                "schema": pairs(anything),
                "strict": nullable(boolean()),
            },
        ),
    }, {}),
})
CHAT = record(
    {"model": text(1), "messages": items(MESSAGE, 1)},
    {
        "temperature": nullable(number(0, 2)),
        "top_p": nullable(number(0, 1)),
        "n": nullable(integer(1, 128)),
        "stop": nullable(by_type(text=text(1), items=items(text(1), 1, 4))),
        "max_tokens": nullable(integer(1)),
        "max_completion_tokens": nullable(integer(1)),
        "frequency_penalty": nullable(number(-2, 2)),
        "presence_penalty": nullable(number(-2, 2)),
        "seed": nullable(integer(-(2**63), 2**63 - 1)),
        "logprobs": nullable(boolean()),
        "top_logprobs": integer(0, 20),
        "logit_bias": nullable(pairs(integer(-100, 100))),
        "response_format": RESPONSE_FORMAT,
        "tools": items(record(
            {"type": text(choices=("function",)), "function": FUNCTION}, {}
        ), 1, 128),
        "tool_choice": tool_choice,
        "parallel_tool_calls": boolean(),
        "stream": nullable(boolean()),
        "stream_options": nullable(record(
            {},
            {"include_usage": boolean(), "include_obfuscation": boolean()},
        )),
        "user": text(),
        "safety_identifier": nullable(text(0, 64)),
        "prompt_cache_key": nullable(text()),
        "metadata": metadata(),
        "store": nullable(boolean()),
        "service_tier": nullable(text(choices=(
            "auto", "default", "flex", "scale", "priority", "fast",
        ))),
        "reasoning_effort": nullable(text(choices=(
            "none", "minimal", "low", "medium", "high", "xhigh", "max",
        ))),
        "verbosity": nullable(text(choices=("low", "medium", "high"))),
    },
)
ANSWER = record(
    {},
    {
        # Which requests it is for: a model, words in the last message.
        "model": text(1),
        "contains": text(1),
        # How often; 0: always.
        "times": integer(0),
        "content": nullable(text()),
        "refusal": text(),
        "tool_calls": items(tool_call, 1),
        "finish_reason": text(choices=(
            "stop", "length", "tool_calls", "content_filter",
        )),
        "usage": boolean(),
    },
)
