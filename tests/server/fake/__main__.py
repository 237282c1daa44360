# SPDX-License-Identifier: MIT
"""python3 -m fake [OPTIONS]: serve until killed, or until standard input
ends.  One line on standard output tells the addresses of both listeners."""

from __future__ import annotations

import argparse
import json
import ssl
import sys
import threading

from .config import Config
from .errors import Refused
from .faults import PRESETS, Faults
from .log import Log
from .server import Server


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="fake", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--config", metavar="FILE", help="settings in JSON")
    parser.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[],
        help="a setting; VALUE is JSON, or a string",
    )
    parser.add_argument("--faults", metavar="FILE", help="an array of faults")
    parser.add_argument(
        "--fault", metavar="JSON", action="append", default=[],
        help="a fault; the names are " + ", ".join(PRESETS),
    )
    parser.add_argument("--log", metavar="FILE", help="a line per request")
    parser.add_argument(
        "--tls", nargs=2, metavar=("CERT", "KEY"), help="speak HTTPS"
    )
    parser.add_argument(
        "--discard", action="store_true",
        help="count the bytes of files and throw them away",
    )
    parser.add_argument(
        "--until-eof", action="store_true", help="end with standard input"
    )
    return parser.parse_args()


def setting(text: str) -> tuple[str, object]:
    """NAME=VALUE"""
    name, _, told = text.partition("=")
    try:
        return name, json.loads(told)
    except ValueError:
        return name, told


def main() -> int:
    """Start, tell where, and wait."""
    args = options()
    config, faults, tls = Config(), Faults(), None
    try:
        if args.config:
            with open(args.config, encoding="utf-8") as file:
                config.update(json.load(file))
        config.update(dict(setting(text) for text in args.set))
        if args.faults:
            with open(args.faults, encoding="utf-8") as file:
                faults.add(json.load(file))
        faults.add([json.loads(text) for text in args.fault])
        if args.tls:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*args.tls)
        log = open(args.log, "a", encoding="utf-8") if args.log else None
    except (OSError, ValueError, Refused) as why:
        print(f"fake: {why}", file=sys.stderr)
        return 2
    server = Server(
        config, faults, Log(log, config.key), not args.discard, tls
    )
    print(server.main, server.other, flush=True)
    try:
        if args.until_eof:
            sys.stdin.read()
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
