"""Runs cases against servers, a few at a time, and collects what failed."""
from __future__ import annotations

import concurrent.futures
import http.client
import time
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import computing
import exchange
import functions
import loading
import matching
import servers
import templates

THREADS = 4
AWAITED_SECONDS, PAUSE_SECONDS = 60, 0.02


class Tally(NamedTuple):
    passed: int
    failed: int
    reports: List[str]


def run_all(binary: str, cases: Sequence[loading.Case], documents: str, lambdas: functions.FunctionServer) -> Tally:
    """One server for each distinct set of options; that it starts and stops well counts as one check more."""
    passed, failed, reports = 0, 0, []
    option_sets: Dict[Tuple[str, ...], List[loading.Case]] = {}
    for case in cases:
        option_sets.setdefault(case.server, []).append(case)
    for options, group in option_sets.items():
        title = f"server with options {' '.join(options) or '(none)'}"
        try:
            server = servers.Server(binary, [templates.expand_text(option, {"functions": lambdas.base}) for option in options])
        except (servers.ServerError, OSError) as error:
            reports.append(f"{title}: {error}\n  {len(group)} cases did not run and count as failed")
            failed += 1 + len(group)
            continue
        try:
            with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
                results = list(pool.map(lambda case: run_case(case, server.port, documents, lambdas), group))
        finally:
            try:
                server.stop()
                passed += 1
            except servers.ServerError as error:
                reports.append(f"{title}: {error}")
                failed += 1
        broken = [f"{_title(case)}\n{problems}" for case, problems in zip(group, results) if problems]
        passed += len(group) - len(broken)
        failed += len(broken)
        reports += broken
    return Tally(passed, failed, reports)


def run_case(case: loading.Case, port: int, documents: str, lambdas: Optional[functions.FunctionServer] = None) -> str:
    """Empty if all steps answer as expected, else a report of the first that does not: later ones rest on it. Where the case has looked at
    what a function was sent, it must have looked at all that it was sent."""
    variables: Dict[str, Any] = {"documents": documents, "port": port, computing.CLOCK: lambda: exchange.domain_seconds("127.0.0.1", port)}
    variables.update(case.given)
    called = lambdas.functions_of(case.functions) if lambdas else functions.Functions("", {})
    variables[templates.ARN] = called.arn
    client = exchange.Client("127.0.0.1", port)
    try:
        for number, step in enumerate(case.steps, 1):
            for turn in range(1, step.get("repeat", 1) + 1):
                variables["n"] = f"{turn:03}"
                report = _run_awaited(client, called, step, variables) if step.get("awaited") else _run_step(client, called, step, variables)
                if report:
                    again = f", turn {turn} of {step['repeat']}" if "repeat" in step else ""
                    return f"  step {number} ({_label(step)}{again})\n{report}"
        watched = {step["called"] for step in case.steps if "called" in step}
        unseen = [name for name in called.unseen() if name in watched]
        return f"  in the end\n    calls that no step has looked at: {', '.join(unseen)}" if unseen else ""
    finally:
        client.close()


def _run_awaited(client: exchange.Client, called: functions.Functions, step: Dict[str, Any], variables: Dict[str, Any]) -> str:
    """The report of the last time."""
    deadline = time.monotonic() + AWAITED_SECONDS
    while (report := _run_step(client, called, step, variables)) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return report


def _run_step(client: exchange.Client, called: functions.Functions, step: Dict[str, Any], variables: Dict[str, Any]) -> str:
    try:
        if "called" in step:
            call = called.next_call(step["called"])
            if not call:
                return "    the function was not called"
            answer = exchange.Answer(200, call.headers, call.event)
        else:
            answer = client.send(step, variables)
    except (templates.UnknownPlaceholder, FileNotFoundError) as error:
        return f"    the case is wrong: {error}"
    except (OSError, http.client.HTTPException) as error:
        return f"    no readable answer: {type(error).__name__}: {error}"
    try:
        problems = exchange.differences(templates.expand(step["expect"], variables), answer, variables)
        if not problems:
            variables.update(exchange.capture(templates.expand(step.get("capture", {}), variables), answer))
            return ""
    except (LookupError, ValueError, FileNotFoundError, templates.UnknownPlaceholder) as error:
        problems = [str(error)]
    lines = [f"    {problem}" for problem in problems]
    lines.append(f"    answer: {answer.status} {matching.shorten(answer.text()) or '(empty body)'}")
    return "\n".join(lines)


def _label(step: Dict[str, Any]) -> str:
    if "called" in step:
        return f"a call of {step['called']}"
    if "operation" in step:
        return step["operation"]
    return f"{step.get('method', 'POST')} {step.get('path', '/')}"


def _title(case: loading.Case) -> str:
    return f"{case.file}: {case.name} [{case.provenance}: {case.source}]"
