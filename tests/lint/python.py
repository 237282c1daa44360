# SPDX-License-Identifier: MIT
"""What tests/lint/python.sh looks for, by Python's own parser: Python files
that do not compile, lines over 79 columns, tabs, names imported for nothing,
functions without a word on what they are for or on what they return, long
functions and files."""

from __future__ import annotations

import ast
import sys
from typing import Iterator, Union

Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]
COLUMNS, FUNCTION, FILE = 79, 60, 600


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with lines."""
    lines = text.split("\n")
    if len(lines) > FILE:
        yield FILE, f"a file of {len(lines)} lines"
    first = 1 if lines[0].startswith("#!") else 0
    if "SPDX-License-Identifier: MIT" not in lines[first]:
        yield 1, "no SPDX line"
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            yield number, f"over {COLUMNS} columns"
        if "\t" in line:
            yield number, "a tab"
        if line.rstrip() != line:
            yield number, "space at the end"


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names that are imported and not used."""
    used = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            continue
        for alias in node.names:
            name = (alias.asname or alias.name).partition(".")[0]
            if name not in used:
                yield node.lineno, f"{name} is imported for nothing"


def function(node: Function) -> Iterator[tuple[int, str]]:
    """What is wrong with a function.  The name of a test is a sentence."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION:
        yield node.lineno, f"a function of {length} lines"
    if node.returns is None:
        yield node.lineno, f"{node.name}: what does it return?"
    private = node.name.startswith(("_", "test_"))
    if not private and not ast.get_docstring(node):
        yield node.lineno, f"{node.name}: what is it for?"


def outer(tree: ast.AST) -> Iterator[ast.AST]:
    """Functions and classes, but not functions in functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield node
            yield from outer(node)


def findings(text: str, name: str) -> Iterator[tuple[int, str]]:
    """All that is wrong with a file."""
    try:
        tree = ast.parse(text, name)
        compile(text, name, "exec")
    except SyntaxError as why:
        yield why.lineno or 1, f"does not compile: {why.msg}"
        return
    yield from lines_of(text)
    yield from imports(tree)
    if not ast.get_docstring(tree):
        yield 1, "what is this module for?"
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "except without a name"
    for node in outer(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from function(node)
        elif isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
            yield node.lineno, f"{node.name}: what is it for?"


def main(names: list[str]) -> int:
    """Look at the files; 1 when something was found."""
    found = 0
    for name in names:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        for line, what in sorted(findings(text, name)):
            print(f"{name}:{line}: {what}")
            found = 1
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
