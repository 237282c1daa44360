# SPDX-License-Identifier: MIT
"""/chat/completions: answers that a test has written, or an echo."""

from __future__ import annotations

import json
import re
from typing import Any, Iterator, Optional

from .answer import Answer
from .errors import Refused, bad
from .models import unknown
from .shapes import CHAT
from .site import Call
from .world import Model

DONE = b"data: [DONE]\n\n"


def text_of(content: Any) -> str:
    """The words of a message."""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content or [])


def pieces_of(text: str) -> list[str]:
    """What we take for tokens: words with the space before them."""
    return re.findall(r"\s*\w+|\s*[^\w\s]|\s+$", text)


def refuse(param: str, model: str, hint: str) -> Refused:
    """A parameter that a model does not take."""
    return bad(
        f"Unsupported parameter: '{param}' is not supported with {model}."
        f"{hint}",
        param,
        "unsupported_parameter",
    )


def check_parameters(call: Call, body: Any, model: Model) -> None:
    """Are all parameters such as this model takes, and go together?"""
    if call.world.config.chat_old:
        for name in ("max_completion_tokens", "store", "metadata"):
            if name in body:
                raise refuse(name, "this server", "")
    if model.reasons:
        if body.get("max_tokens") is not None:
            raise refuse(
                "max_tokens",
                "this model",
                " Use 'max_completion_tokens' instead.",
            )
        for name in ("temperature", "top_p"):
            if body.get(name) not in (None, 1, 1.0):
                raise bad(
                    f"Unsupported value: '{name}' does not support"
                    f" {body[name]} with this model. Only the default (1)"
                    " value is supported.",
                    name,
                    "unsupported_value",
                )
        for name in ("logprobs", "stop", "frequency_penalty"):
            if body.get(name):
                raise refuse(name, "this model", "")
    elif body.get("reasoning_effort") is not None:
        raise refuse("reasoning_effort", "this model", "")
    if body.get("max_tokens") and body.get("max_completion_tokens"):
        raise bad(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same"
            " time is not supported.",
            "max_tokens",
            "invalid_parameter_combination",
        )
    if body.get("top_logprobs") is not None and not body.get("logprobs"):
        raise bad(
            "'logprobs' must be true for 'top_logprobs'.", "top_logprobs"
        )
    if body.get("stream_options") is not None and not body.get("stream"):
        raise bad(
            "The 'stream_options' parameter is only allowed when 'stream' is"
            " enabled.",
            "stream_options",
        )
    if "tool_choice" in body and "tools" not in body:
        raise bad("'tool_choice' needs 'tools'.", "tool_choice")


def check_messages(body: Any) -> None:
    """Does what belongs together stand together?"""
    for i, message in enumerate(body["messages"]):
        name = f"messages[{i}]"
        if message["role"] == "assistant":
            kinds = ("tool_calls", "function_call", "refusal")
            if message.get("content") is None and not any(
                message.get(kind) for kind in kinds
            ):
                raise bad(
                    f"Invalid value for '{name}.content': expected a string,"
                    " got null.",
                    f"{name}.content",
                )
    wanted = body.get("response_format", {}).get("type")
    words = " ".join(text_of(m.get("content")) for m in body["messages"])
    if wanted == "json_object" and "json" not in words.lower():
        raise bad(
            "'messages' must contain the word 'json' in some form, to use"
            " 'response_format' of type 'json_object'.",
            "messages",
        )


def scripted(call: Call, body: Any) -> Optional[dict[str, Any]]:
    """The answer that a test has written for this request."""
    last = text_of(body["messages"][-1].get("content"))
    answers = call.world.answers
    for answer in answers:
        if answer.get("model", body["model"]) != body["model"]:
            continue
        if answer.get("contains", "") not in last:
            continue
        if answer.get("times", 0) == 1:
            answers.remove(answer)
        elif answer.get("times", 0) > 1:
            answer["times"] -= 1
        return answer
    return None


def shorten(text: str, body: Any) -> tuple[str, str]:
    """Stop where the request says so."""
    stop = body.get("stop") or []
    for word in [stop] if isinstance(stop, str) else stop:
        text = text.split(word)[0]
    most = body.get("max_completion_tokens") or body.get("max_tokens")
    tokens = pieces_of(text)
    if most and len(tokens) > most:
        return "".join(tokens[:most]), "length"
    return text, "stop"


def reply(call: Call, body: Any) -> tuple[dict[str, Any], str, bool]:
    """The message, why it ends, and whether its tokens are told."""
    answer = scripted(call, body)
    if answer is None:
        last = text_of(body["messages"][-1].get("content"))
        kind = body.get("response_format", {}).get("type", "text")
        answer = {
            "content": last if kind == "text" else json.dumps({"echo": last})
        }
    message: dict[str, Any] = {
        "role": "assistant", "content": None, "refusal": None,
    }
    finish = "stop"
    if answer.get("content") is not None:
        message["content"], finish = shorten(answer["content"], body)
    if "refusal" in answer:
        message["refusal"] = answer["refusal"]
    if "tool_calls" in answer:
        message["tool_calls"] = answer["tool_calls"]
        finish = "tool_calls"
    finish = answer.get("finish_reason", finish)
    return message, finish, answer.get("usage", True)


def usage_of(body: Any, message: dict[str, Any], n: int) -> dict[str, Any]:
    """Counted in our tokens."""
    prompt = sum(
        4 + len(pieces_of(text_of(m.get("content")))) for m in body["messages"]
    )
    told = message["content"] or message["refusal"] or ""
    if "tool_calls" in message:
        told += json.dumps(message["tool_calls"])
    completion = n * len(pieces_of(told))
    return {
        "prompt_tokens": prompt + 3,
        "completion_tokens": completion,
        "total_tokens": prompt + 3 + completion,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def logprobs_of(body: Any, message: dict[str, Any]) -> Any:
    """Made up, but as many as there are tokens."""
    if not body.get("logprobs"):
        return None
    tokens = []
    for i, token in enumerate(pieces_of(message["content"] or "")):
        entry: dict[str, Any] = {
            "token": token,
            "logprob": -round(0.01 * (i + 1), 2),
            "bytes": list(token.encode()),
        }
        others = [
            {**entry, "token": token if k == 0 else f"{token}{k}",
             "logprob": entry["logprob"] - k}
            for k in range(body.get("top_logprobs") or 0)
        ]
        tokens.append({**entry, "top_logprobs": others})
    return {"content": tokens, "refusal": None}


def chunks(
    head: dict[str, Any], body: Any, message: dict[str, Any], finish: str,
    usage: Optional[dict[str, Any]],
) -> Iterator[bytes]:
    """The answer as server-sent events."""
    wants = (body.get("stream_options") or {}).get("include_usage")

    def event(choices: list[Any], told: Any = None) -> bytes:
        value = {**head, "choices": choices}
        if wants:
            value["usage"] = told
        return b"data: " + json.dumps(value).encode() + b"\n\n"

    def choice(i: int, delta: Any, why: Optional[str] = None) -> list[Any]:
        return [{"index": i, "delta": delta, "logprobs": None,
                 "finish_reason": why}]

    for i in range(body.get("n") or 1):
        yield event(choice(i, {"role": "assistant", "content": ""}))
        for token in pieces_of(message["content"] or ""):
            yield event(choice(i, {"content": token}))
        if message["refusal"]:
            yield event(choice(i, {"refusal": message["refusal"]}))
        for k, made in enumerate(message.get("tool_calls", [])):
            yield event(choice(i, {"tool_calls": [{"index": k, **made}]}))
        yield event(choice(i, {}, finish))
    if wants and usage:
        yield event([], usage)
    yield DONE


def rate_headers(call: Call) -> dict[str, str]:
    """How much more the client may ask."""
    burst = call.world.config.chat_burst or 10000
    left = burst - (call.world.chats % (burst + 1) or burst)
    return {
        "x-ratelimit-limit-requests": str(burst),
        "x-ratelimit-remaining-requests": str(left),
        "x-ratelimit-reset-requests": "60ms",
        "x-ratelimit-limit-tokens": "200000",
        "x-ratelimit-remaining-tokens": "199000",
        "x-ratelimit-reset-tokens": "6m0s",
    }


def check_rate(call: Call) -> None:
    """Each request after a burst is refused once; so are too many at once."""
    config = call.world.config
    call.world.chats += 1
    full = config.chat_burst and not call.world.chats % (config.chat_burst + 1)
    at_once = int(call.request.log["at_once"])
    crowd = config.chat_at_once and at_once > config.chat_at_once
    if full or crowd:
        raise Refused(
            429,
            f"Rate limit reached for requests: limit {config.chat_burst}.",
            None,
            "rate_limit_exceeded",
            "requests",
            {**rate_headers(call), "retry-after-ms": "60"},
        )


def create(call: Call, body: Any, deployment: str = "") -> Answer:
    """POST /chat/completions; the old Azure has the model in the path"""
    if deployment and isinstance(body, dict):
        body = {**body, "model": deployment}
    CHAT(body, "")
    check_rate(call)
    model = call.world.model(body["model"])
    if model is None:
        raise unknown(body["model"])
    check_parameters(call, body, model)
    check_messages(body)
    message, finish, told = reply(call, body)
    n = body.get("n") or 1
    usage = usage_of(body, message, n) if told else None
    ident, _ = call.world.name("chatcmpl-")
    head: dict[str, Any] = {
        "id": ident,
        "object": "chat.completion",
        "created": call.world.now(),
        "model": model.id,
        "service_tier": "default",
        "system_fingerprint": "fp_fake",
    }
    headers = rate_headers(call)
    if body.get("stream"):
        head["object"] = "chat.completion.chunk"
        return Answer(
            pieces=chunks(head, body, message, finish, usage),
            kind="text/event-stream; charset=utf-8",
            headers=headers,
        )
    head["choices"] = [
        {
            "index": i,
            "message": message,
            "logprobs": logprobs_of(body, message),
            "finish_reason": finish,
        }
        for i in range(n)
    ]
    if usage:
        head["usage"] = usage
    return Answer(value=head, headers=headers)
