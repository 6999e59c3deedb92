"""Load with wrk, and what it tells."""

import statistics
import subprocess
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).with_name("post.lua")


class Sample(NamedTuple):
    per_second: float
    p50_us: int
    p99_us: int
    cpu_us: float


class Target(NamedTuple):
    label: str
    server: object
    operation: str
    body: Path
    refused: bool = False  # whether that is what is measured


def run(target, connections, seconds):
    before = target.server.cpu_seconds()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(SCRIPT), target.server.url, "--", str(target.body), target.operation]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    fields = next(line for line in output.splitlines() if line.startswith("RESULT ")).split()[1:]
    requests, duration_us, p50, p99, errors = (int(float(field)) for field in fields)
    if errors != (requests if target.refused else 0) or not requests:
        raise RuntimeError(f"{target.label}, {target.operation}: {errors} errors in {requests} requests")
    cpu = (target.server.cpu_seconds() - before) * 1e6 / requests
    return Sample(requests / (duration_us / 1e6), p50, p99, cpu)


def interleaved(targets, connections, rounds, seconds):
    """Every target once a round, so that a slow moment of the machine falls on all; the median of the rounds for each label."""
    samples = {target.label: [] for target in targets}
    for target in targets:
        run(target, connections, 1)
    for _ in range(rounds):
        for target in targets:
            samples[target.label].append(run(target, connections, seconds))
    return {label: Sample(*(statistics.median(column) for column in zip(*rows))) for label, rows in samples.items()}
