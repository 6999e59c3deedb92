"""Runs the layer's tests, several modules at a time, and closes with one line that sums them up.

Usage: run_tests.py [test_MODULE | js]...   (everything when nothing is named)
"""

import concurrent.futures
import io
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

import server

FOLDER = os.path.dirname(os.path.abspath(__file__))
JAVASCRIPT = "js"
# These wait for other programs most of the time, so they go first.
SLOW_FIRST = ("test_aws_cli", JAVASCRIPT)
WORKERS = 4
NODE_LIMIT_SECONDS = 180


class Result(unittest.TextTestResult):
    """Counts whole tests: one with three failed sub-tests is one failed test. A skipped test proves nothing: failed."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1

    def failed_tests(self):
        reported = [test for test, _ in self.failures + self.errors + self.skipped] + self.unexpectedSuccesses
        return {getattr(test, "test_case", test).id() for test in reported}


def run_module(name):
    output = io.StringIO()
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    result = unittest.TextTestRunner(stream=output, resultclass=Result).run(suite)
    return result.passed, len(result.failed_tests()), output.getvalue()


def run_javascript(_):
    """Node's own runner: one report to read, one (TAP) to count. The files share a server, but for the one whose faults
    would meet the others'."""
    folder = os.path.join(FOLDER, "js")
    files = sorted(name for name in os.listdir(folder) if name.endswith(".test.mjs"))
    shared = server.Server()
    own = server.Server()
    environment = {**server.clean_environment(), "ROCKPOOL_ENDPOINT": shared.endpoint, "ROCKPOOL_OWN_ENDPOINT": own.endpoint}
    try:
        with tempfile.NamedTemporaryFile("r", prefix="rockpool-sdk-", suffix=".tap") as tap:
            done = subprocess.run(
                ["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
                 "--test-reporter=tap", f"--test-reporter-destination={tap.name}", *files],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                timeout=NODE_LIMIT_SECONDS, env=environment)
            summary = tap.read()
    finally:
        shared.stop()
        own.stop()
    counts = {name: int(count) for name, count in
              re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", summary, re.MULTILINE)}
    failed = sum(counts.get(name, 0) for name in ("fail", "cancelled", "skipped", "todo"))
    if done.returncode != 0 or "pass" not in counts:
        failed = max(failed, 1)
    return counts.get("pass", 0), failed, done.stdout


def run_one(name):
    """In a worker process. Returns (name, passed, failed, seconds, report), whatever happens."""
    server.ended_logs.clear()
    started = time.monotonic()
    try:
        passed, failed, report = (run_javascript if name == JAVASCRIPT else run_module)(name)
    except Exception as error:  # a server that does not start, a runner that is not installed
        passed, failed, report = 0, 1, f"{type(error).__name__}: {error}"
    if failed:
        for command, log in server.ended_logs:
            last_lines = "\n".join(log.splitlines()[-80:])
            report += f"\n--- the end of the log of {command}\n{last_lines}\n"
    return name, passed, failed, time.monotonic() - started, report


def chosen(arguments):
    everything = [JAVASCRIPT] + sorted(
        name[:-3] for name in os.listdir(FOLDER) if name.startswith("test_") and name.endswith(".py"))
    unknown = set(arguments) - set(everything)
    if unknown:
        sys.exit(f"run_tests.py: there is no {', '.join(sorted(unknown))}; there are: {' '.join(everything)}")
    names = arguments or everything
    return sorted(names, key=lambda name: (name not in SLOW_FIRST, name))


def main(arguments):
    server.binary_path()
    passed = failed = 0
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        running = {pool.submit(run_one, name): name for name in chosen(arguments)}
        for future in concurrent.futures.as_completed(running):
            try:
                name, module_passed, module_failed, seconds, report = future.result()
            except concurrent.futures.process.BrokenProcessPool as error:
                name, module_passed, module_failed, seconds, report = running[future], 0, 1, 0.0, str(error)
            if module_passed + module_failed == 0:
                module_failed, report = 1, "no test ran"
            if module_failed:
                print(report, flush=True)
            print(f"{'FAILED' if module_failed else 'ok    '} {name}: {module_passed} of "
                  f"{module_passed + module_failed} tests, {seconds:.1f} s", flush=True)
            passed, failed = passed + module_passed, failed + module_failed
    print(f"sdk: {passed} passed, {failed} failed", flush=True)
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except server.ServerError as problem:
        sys.exit(f"run_tests.py: {problem}")
