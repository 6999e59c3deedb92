#!/usr/bin/env python3
"""./dev bench: each figure that rockpool promises, measured beside what it is compared with, with the machine's load beside it. The figures
that count are the ratios and the short times. The exit status is 1 if one of them is far from its goal, or could not be measured.

usage: bench.py ROCKPOOL ROCKPOOL_STATIC CEILING PRIMITIVES OUTPUT_FOLDER [--quick] [--only ROW]... [--old ROCKPOOL]
"""

import argparse
import contextlib
import shutil
import sys
from pathlib import Path

import auth_events
import busy_functions
import existence
import federation
import first_sign_in
import footprint
import growth
import judge
import keys
import large_body
import large_owners
import large_pool
import large_users
import log_cost
import oauth
import older
import report
import servers
import sign_in
import speed
import updates
import user_peers
import waiting

# Each yields its checks. What needs the machine to itself comes before what fills disks.
ROWS = {
    "speed": speed.checks,
    "updates": updates.quiet,
    "updates-busy": updates.busy,
    "turns": updates.turns,
    "durability": updates.durability,
    "sign-in": sign_in.checks,
    "oauth": oauth.checks,
    "federation": federation.checks,
    "first-sign-in": first_sign_in.checks,
    "existence": existence.checks,
    "user-peers": user_peers.checks,
    "log": log_cost.checks,
    "waiting": waiting.checks,
    "busy-functions": busy_functions.checks,
    "large-body": large_body.checks,
    "large-pool": large_pool.checks,
    "large-owners": large_owners.checks,
    "keys": keys.checks,
    "start": footprint.start,
    "size": footprint.size,
    "growth": growth.checks,
    "large-users": large_users.checks,
    "auth-events": auth_events.checks,
    "old": older.checks,
}


class Bench:
    """What a row needs: the programs, a folder of its own, how long to measure, and servers that end with the row."""

    def __init__(self, arguments, folder, tables):
        self.binary, self.static_binary = arguments.rockpool, arguments.static
        self.ceiling_binary, self.primitives_binary = arguments.ceiling, arguments.primitives
        self.old, self.output, self.folder, self.tables = arguments.old, arguments.output, folder, tables
        self.quick = arguments.quick
        self.rounds, self.seconds = (2, 1) if self.quick else (5, 2)
        self._running = contextlib.ExitStack()

    def __enter__(self):
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_):
        self._running.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def started(self, server):
        """The server, which may be None."""
        if server:
            self._running.callback(server.stop)
        return server

    def rockpool(self, database, *options, logs=True):
        return self.started(servers.rockpool(self.binary, self.folder / database, *options, logs=logs))

    def ceiling(self):
        return self.started(servers.announced("ceiling", [str(self.ceiling_binary)]))


def measured(name, bench):
    """The row's checks, each with the load while the row was measured."""
    load, checks = judge.Load(), []
    try:
        with bench:
            for check in ROWS[name](bench):
                checks.append(check)
    except Exception as error:  # whatever it is, the other rows are measured
        checks.append(judge.not_measured(name, f"{type(error).__name__}: {error}"))
    return [check._replace(load=str(load)) for check in checks]


def parsed():
    parser = argparse.ArgumentParser(prog="bench")
    for name in ("rockpool", "static", "ceiling", "primitives", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--quick", action="store_true", help="short rounds and small data sets")
    parser.add_argument("--only", action="append", metavar="ROW", choices=ROWS, help=f"this row alone: {', '.join(ROWS)}; may be repeated")
    parser.add_argument("--old", type=Path, metavar="ROCKPOOL", help="an earlier build, measured beside this one")
    return parser.parse_args()


def main():
    arguments = parsed()
    names = arguments.only or [name for name in ROWS if name != "old"] + (["old"] if arguments.old else [])
    if "old" in names and not arguments.old:
        sys.exit("the row old needs --old ROCKPOOL")
    arguments.output.mkdir(parents=True, exist_ok=True)
    scratch, tables, checks = servers.scratch(), [], []
    try:
        for name in names:
            for check in measured(name, Bench(arguments, scratch / name, tables)):
                checks.append(check)
                print(f"{name}: {report.line(check)}", flush=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    text = "\n\n".join([*tables, report.targets_table(checks)]) + "\n"
    (arguments.output / "bench.md").write_text(text)
    print(f"\n{text}")
    failed = [check.name for check in checks if check.verdict == judge.FAILED]
    print(f"bench: {len(checks) - len(failed)} figures, {len(failed)} far from the goal{': ' if failed else ''}{'; '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
