# SPDX-License-Identifier: MIT
"""Do values of JSON have the form that the API's description gives them?

A check is a function of a value and of its name ("method.dpo.beta"); it
returns nothing, or raises Refused with the words of the provider.  Checks are
made of checks:

    job = record({"model": text()}, {"seed": nullable(integer(0, 9))})
    job(value, "")
"""

from __future__ import annotations

import json
import re
from typing import Any, Callable, Optional

from .errors import Refused, bad

Check = Callable[[Any, str], None]

NAMES = {
    bool: "a boolean",
    int: "an integer",
    float: "a decimal",
    str: "a string",
    list: "an array",
    dict: "an object",
    type(None): "null",
}
KINDS = {"str": "text", "list": "items"}


def wrong_type(value: Any, name: str, wanted: str) -> Refused:
    """Another type than that of the description."""
    got = NAMES[type(value)]
    return bad(
        f"Invalid type for '{name}': expected {wanted}, but got {got}"
        " instead.",
        name,
        "invalid_type",
    )


def one_of(value: Any, name: str, choices: tuple[str, ...]) -> None:
    """Refuse what is none of the words."""
    if value not in choices:
        words = ", ".join(f"'{word}'" for word in choices)
        raise bad(
            f"Invalid value: '{value}'. Supported values are: {words}.",
            name,
            "invalid_value",
        )


def text(
    low: int = 0,
    high: Optional[int] = None,
    choices: tuple[str, ...] = (),
    pattern: str = "",
) -> Check:
    """A string of low to high characters, or one of some words."""

    def check(value: Any, name: str) -> None:
        if not isinstance(value, str):
            raise wrong_type(value, name, "a string")
        if choices:
            one_of(value, name, choices)
        if len(value) < low:
            raise bad(
                f"Invalid '{name}': string too short. Expected a string with"
                f" minimum length {low}, but got a string with length"
                f" {len(value)} instead.",
                name,
                "string_below_min_length",
            )
        if high is not None and len(value) > high:
            raise bad(
                f"Invalid '{name}': string too long. Expected a string with"
                f" maximum length {high}, but got a string with length"
                f" {len(value)} instead.",
                name,
                "string_above_max_length",
            )
        if pattern and not re.fullmatch(pattern, value):
            raise bad(
                f"Invalid '{name}': string does not match pattern."
                f" Expected a string that matches the pattern '{pattern}'.",
                name,
                "invalid_value",
            )

    return check


def in_range(
    value: float, name: str, kind: str, low: Any, high: Any, above: Any
) -> None:
    """Refuse a number out of its range."""
    if low is not None and value < low or above is not None and value <= above:
        bound = f">= {low}" if low is not None else f"> {above}"
        raise bad(
            f"Invalid '{name}': {kind} below minimum value. Expected a value"
            f" {bound}, but got {value} instead.",
            name,
            f"{kind}_below_min_value",
        )
    if high is not None and value > high:
        raise bad(
            f"Invalid '{name}': {kind} above maximum value. Expected a value"
            f" <= {high}, but got {value} instead.",
            name,
            f"{kind}_above_max_value",
        )


def integer(low: Optional[int] = None, high: Optional[int] = None) -> Check:
    """A whole number; 3.0 is one, "3" and true are not."""

    def check(value: Any, name: str) -> None:
        whole = isinstance(value, int) or (
            isinstance(value, float) and value.is_integer()
        )
        if isinstance(value, bool) or not whole:
            raise wrong_type(value, name, "an integer")
        in_range(value, name, "integer", low, high, None)

    return check


def number(
    low: Optional[float] = None,
    high: Optional[float] = None,
    above: Optional[float] = None,
) -> Check:
    """A number from low, or above a bound, to high."""

    def check(value: Any, name: str) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise wrong_type(value, name, "a decimal")
        in_range(value, name, "decimal", low, high, above)

    return check


def boolean() -> Check:
    """True or false."""

    def check(value: Any, name: str) -> None:
        if not isinstance(value, bool):
            raise wrong_type(value, name, "a boolean")

    return check


def nullable(inner: Check) -> Check:
    """The same, or null."""

    def check(value: Any, name: str) -> None:
        if value is not None:
            inner(value, name)

    return check


def word_or(word: str, inner: Check) -> Check:
    """The same, or a word such as "auto"."""

    def check(value: Any, name: str) -> None:
        if value != word:
            inner(value, name)

    return check


def by_type(**checks: Check) -> Check:
    """By the type of the value: text=, items=."""

    def check(value: Any, name: str) -> None:
        inner = checks.get(KINDS.get(type(value).__name__, ""))
        if inner is None:
            wanted = "one of " + ", ".join(sorted(checks))
            raise wrong_type(value, name, wanted)
        inner(value, name)

    return check


def items(inner: Check, low: int = 0, high: Optional[int] = None) -> Check:
    """An array of so many of them."""

    def check(value: Any, name: str) -> None:
        if not isinstance(value, list):
            raise wrong_type(value, name, "an array")
        if len(value) < low:
            raise bad(
                f"Invalid '{name}': empty array. Expected an array with"
                f" minimum length {low}, but got an empty array instead.",
                name,
                "empty_array",
            )
        if high is not None and len(value) > high:
            raise bad(
                f"Invalid '{name}': array too long. Expected an array with"
                f" maximum length {high}, but got an array with length"
                f" {len(value)} instead.",
                name,
                "array_above_max_length",
            )
        for i, member in enumerate(value):
            inner(member, f"{name}[{i}]")

    return check


def pairs(inner: Check, most: int = 10**6, key: int = 10**6) -> Check:
    """An object with any names: at most so many, of so many characters."""

    def check(value: Any, name: str) -> None:
        if not isinstance(value, dict):
            raise wrong_type(value, name, "an object")
        if len(value) > most:
            raise bad(
                f"Invalid '{name}': too many properties. Expected an object"
                f" with at most {most} properties, but got an object with"
                f" {len(value)} properties instead.",
                name,
                "object_above_max_properties",
            )
        for member in value:
            text(0, key)(member, f"{name}.{member}")
            inner(value[member], f"{name}.{member}")

    return check


def record(needed: dict[str, Check], other: dict[str, Check]) -> Check:
    """An object with these fields, and no others."""

    def check(value: Any, name: str) -> None:
        if not isinstance(value, dict):
            raise wrong_type(value, name or "body", "an object")
        dot = f"{name}." if name else ""
        for field in value:
            if field not in needed and field not in other:
                raise bad(
                    f"Unknown parameter: '{dot}{field}'.",
                    dot + field,
                    "unknown_parameter",
                )
        for field in needed:
            if field not in value:
                raise bad(
                    f"Missing required parameter: '{dot}{field}'.",
                    dot + field,
                    "missing_required_parameter",
                )
        for field, member in value.items():
            inner = needed[field] if field in needed else other[field]
            inner(member, dot + field)

    return check


def variant(field: str, kinds: dict[str, Check]) -> Check:
    """An object whose form is told by one of its fields."""

    def check(value: Any, name: str) -> None:
        if not isinstance(value, dict):
            raise wrong_type(value, name, "an object")
        if field not in value:
            raise bad(
                f"Missing required parameter: '{name}.{field}'.",
                f"{name}.{field}",
                "missing_required_parameter",
            )
        text()(value[field], f"{name}.{field}")
        one_of(value[field], f"{name}.{field}", tuple(kinds))
        kinds[value[field]](value, name)

    return check


def anything(value: Any, name: str) -> None:
    """What the description leaves open."""


def no_twins(found: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice."""
    fields = dict(found)
    if len(fields) != len(found):
        raise ValueError("a name stands twice in an object")
    return fields


def no_constant(name: str) -> Any:
    """NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(f"{name} is not JSON")


def parse(body: bytes) -> Any:
    """Read strict JSON in UTF-8."""
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=no_twins,
            parse_constant=no_constant,
        )
    except (ValueError, RecursionError) as why:
        raise bad(
            "We could not parse the JSON body of your request. (HINT: This"
            " likely means you aren't using your HTTP library correctly. The"
            f" API expects a JSON payload: {why})"
        ) from why
