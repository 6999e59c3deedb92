"""A figure held against its goal. What misses it is shown; what is far from it fails the run."""

import os
import resource
import time
from pathlib import Path
from typing import NamedTuple

WORST_RATIO = 0.6  # of what was wanted
WORST_TIME = 5     # times what was wanted

MET, MISSED, FAILED, SHOWN = "met", "**missed**", "**FAILED**", ""


class Check(NamedTuple):
    name: str
    wanted: str
    measured: str
    verdict: str
    load: str = ""


def verdict(met, failed):
    return MET if met else FAILED if failed else MISSED


def with_detail(measured, detail):
    return f"{measured} ({detail})" if detail else measured


def at_least(name, goal, value, detail=""):
    """A ratio that should not be smaller."""
    return Check(name, f">= {goal:.2f}", with_detail(f"{value:.2f}", detail), verdict(value >= goal, value < WORST_RATIO * goal))


def at_most(name, goal, value, unit="", detail=""):
    """A ratio or a size that should not be larger."""
    measured = f"{value:.1f}{unit}" if unit else f"{value:.2f}"
    return Check(name, f"<= {goal}{unit}", with_detail(measured, detail), verdict(value <= goal, value > goal / WORST_RATIO))


def within(name, goal_ms, value_ms, detail=""):
    """A time."""
    failed = value_ms >= WORST_TIME * goal_ms
    return Check(name, f"< {goal_ms} ms", with_detail(f"{value_ms:.1f} ms", detail), verdict(value_ms < goal_ms, failed))


def shown(name, measured):
    """A figure without a goal."""
    return Check(name, "", measured, SHOWN)


def not_measured(name, reason):
    return Check(name, "", f"not measured: {reason}", FAILED)


class Load:
    """What the machine did while something was measured: its load average, and how many cores were kept busy by others than this
    program and the children that it has waited for."""

    def __init__(self):
        self.average, self.began, self.busy, self.own = os.getloadavg()[0], time.monotonic(), busy_seconds(), own_seconds()

    def __str__(self):
        took = time.monotonic() - self.began
        others = min(max(0.0, (busy_seconds() - self.busy) - (own_seconds() - self.own)) / took, os.cpu_count())
        return f"{self.average:.1f} -> {os.getloadavg()[0]:.1f}, others {others:.1f} of {os.cpu_count()} cores"


def busy_seconds():
    user, nice, system, _, _, interrupts, soft_interrupts = (int(field) for field in Path("/proc/stat").read_text().split()[1:8])
    return (user + nice + system + interrupts + soft_interrupts) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
