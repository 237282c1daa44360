# SPDX-License-Identifier: MIT
"""/chat/completions of the fake."""

from __future__ import annotations

import json
from typing import Any

from case import FakeCase

CHAT = "/chat/completions"
PING = [{"role": "user", "content": "ping, ping"}]
CALL = {"id": "call_1", "type": "function",
        "function": {"name": "f", "arguments": "{}"}}


class Chat(FakeCase):
    """Answers, whole and in a stream."""

    def ask(self, status: int = 200, **more: Any) -> Any:
        """Ask a question."""
        request = {"model": "fake-base", "messages": PING, **more}
        return self.post(CHAT, request, status)

    def said(self, **more: Any) -> Any:
        """The first choice of the answer."""
        return self.ask(**more)["choices"][0]

    def stream(self, **more: Any) -> list[Any]:
        """The chunks of the answer, without the last line."""
        body = {"model": "fake-base", "messages": PING, "stream": True, **more}
        reply = self.sent(
            200, "POST", "/v1" + CHAT, json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        kind = reply.headers["Content-Type"]
        self.assertTrue(kind.startswith("text/event-stream"))
        events = reply.data.decode().split("\n\n")
        self.assertEqual(events[-2:], ["data: [DONE]", ""])
        return [json.loads(event[len("data: "):]) for event in events[:-2]]

    def test_without_a_script_the_question_is_the_answer(self) -> None:
        answer = self.ask()
        self.assertEqual(
            answer["choices"][0]["message"]["content"], "ping, ping"
        )
        self.assertEqual(answer["usage"]["completion_tokens"], 3)
        self.assertEqual(len(self.ask(n=3)["choices"]), 3)

    def test_a_stream_says_the_same(self) -> None:
        chunks = self.stream(stream_options={"include_usage": True})
        words = "".join(
            chunk["choices"][0]["delta"].get("content", "")
            for chunk in chunks[:-1]
        )
        self.assertEqual(words, "ping, ping")
        self.assertEqual(chunks[-1]["choices"], [])
        self.assertEqual(chunks[-1]["usage"]["completion_tokens"], 3)
        self.assertNotIn("usage", self.stream()[0])

    def test_answers_can_be_scripted(self) -> None:
        self.tell("answers", [
            {"contains": "ping", "times": 1, "content": "pong"},
            {"model": "gpt-4o", "content": None, "refusal": "no"},
            {"content": None, "tool_calls": [CALL], "usage": False},
        ])
        self.assertEqual(self.said()["message"]["content"], "pong")
        self.assertEqual(self.said(model="gpt-4o")["message"]["refusal"], "no")
        answer = self.ask()
        self.assertEqual(answer["choices"][0]["finish_reason"], "tool_calls")
        self.assertNotIn("usage", answer)
        chunks = self.stream()
        delta = chunks[1]["choices"][0]["delta"]
        self.assertEqual(delta["tool_calls"][0]["id"], "call_1")
        self.tell("answers", [{"contant": "x"}], 400)

    def test_an_answer_ends_where_it_is_told_to(self) -> None:
        choice = self.said(max_completion_tokens=1)
        self.assertEqual(choice["message"]["content"], "ping")
        self.assertEqual(choice["finish_reason"], "length")
        choice = self.said(stop=[","])
        self.assertEqual(choice["message"]["content"], "ping")
        self.assertEqual(choice["finish_reason"], "stop")

    def test_logprobs_are_one_for_each_token(self) -> None:
        told = self.said(logprobs=True, top_logprobs=2)["logprobs"]["content"]
        self.assertEqual("".join(t["token"] for t in told), "ping, ping")
        self.assertEqual(len(told[0]["top_logprobs"]), 2)
        self.assertIsNone(self.said()["logprobs"])

    def test_json_is_answered_where_it_is_wanted(self) -> None:
        messages = [{"role": "user", "content": "json please"}]
        choice = self.said(
            messages=messages, response_format={"type": "json_object"}
        )
        self.assertEqual(
            json.loads(choice["message"]["content"]), {"echo": "json please"}
        )
        self.ask(400, response_format={"type": "json_object"})

    def test_reasoning_models_take_fewer_parameters(self) -> None:
        change: Any
        for change, param, code in (
            ({"max_tokens": 9}, "max_tokens", "unsupported_parameter"),
            ({"temperature": 0}, "temperature", "unsupported_value"),
            ({"logprobs": True}, "logprobs", "unsupported_parameter"),
        ):
            with self.subTest(param):
                value = self.ask(400, model="gpt-5-fake", **change)
                self.assertEqual(value["error"]["param"], param)
                self.assertEqual(value["error"]["code"], code)
                self.ask(**change)
        self.ask(model="gpt-5-fake", max_completion_tokens=9, temperature=1,
                 reasoning_effort="low")
        self.config.chat_old = True
        self.ask(400, max_completion_tokens=9)

    def test_what_does_not_conform_is_refused(self) -> None:
        cases: list[tuple[dict[str, Any], str]] = [
            ({"messages": []}, "messages"),
            ({"messages": "ping"}, "messages"),
            ({"messages": [{"content": "x"}]}, "messages[0].role"),
            ({"messages": [{"role": "bot", "content": "x"}]},
             "messages[0].role"),
            ({"messages": [{"role": "user"}]}, "messages[0].content"),
            ({"messages": [{"role": "user", "content": None}]},
             "messages[0].content"),
            ({"messages": [{"role": "assistant", "content": "x",
                            "weight": 1}]}, "messages[0].weight"),
            ({"messages": [{"role": "assistant"}]}, "messages[0].content"),
            ({"temperature": 2.1}, "temperature"),
            ({"temperature": "0"}, "temperature"), ({"n": 0}, "n"),
            ({"stop": ["a"] * 5}, "stop"), ({"stop": 1}, "stop"),
            ({"top_logprobs": 1}, "top_logprobs"),
            ({"stream_options": {"include_usage": True}}, "stream_options"),
            ({"tool_choice": "auto"}, "tool_choice"),
            ({"response_format": {"type": "xml"}}, "response_format.type"),
            ({"prompt": "x"}, "prompt"),
            ({"max_tokens": 1, "max_completion_tokens": 1}, "max_tokens"),
        ]
        for change, param in cases:
            with self.subTest(change):
                value = self.ask(400, **change)
                self.assertEqual(value["error"]["param"], param)
        value = self.ask(404, model="gpt-0")
        self.assertEqual(value["error"]["code"], "model_not_found")

    def test_too_many_at_once_are_refused(self) -> None:
        self.config.chat_at_once = 2
        on = "POST /v1" + CHAT
        self.tell("faults", {"name": "stalled", "on": on, "times": 2})
        body = json.dumps({"model": "fake-base", "messages": PING}).encode()
        for _ in range(2):
            self.raw(
                b"%b HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %b\r\n"
                b"Content-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (
                    on.encode(), self.config.key.encode(), len(body), body,
                )
            )
        self.tell("wait", {"on": on, "count": 2, "outcome": "stalled"})
        self.ask(429)
        self.config.chat_at_once = 3
        self.ask()

    def test_every_request_after_a_burst_is_refused_once(self) -> None:
        self.config.chat_burst = 2
        body = json.dumps({"model": "fake-base", "messages": PING}).encode()
        kind = {"Content-Type": "application/json"}
        replies = [
            self.send("POST", "/v1" + CHAT, body, dict(kind))
            for _ in range(6)
        ]
        self.assertEqual(
            [reply.status for reply in replies], [200, 200, 429] * 2
        )
        left = [r.headers["x-ratelimit-remaining-requests"] for r in replies]
        self.assertEqual(left, ["1", "0", "0"] * 2)
        self.assertEqual(replies[2].headers["retry-after-ms"], "60")
