"""Runs the jobs of a layer, several at a time in processes of their own, and closes with one line that sums them up.

A job is a function of its name that returns (passed, failed, report); `run_module` is the one for a module of tests.
"""

import concurrent.futures
import io
import multiprocessing
import os
import sys
import time
import unittest

import server


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


def modules_of(folder):
    """A job for each module of tests in the folder, which must be on the path."""
    return {name[:-3]: run_module for name in sorted(os.listdir(folder))
            if name.startswith("test_") and name.endswith(".py")}


def _run_one(name, job):
    """In a worker process. Returns (name, passed, failed, seconds, report), whatever happens."""
    server.ended_logs.clear()
    started = time.monotonic()
    try:
        passed, failed, report = job(name)
    except Exception as error:  # a server that does not start, a runner that is not installed
        passed, failed, report = 0, 1, f"{type(error).__name__}: {error}"
    if failed:
        for command, log in server.ended_logs:
            last_lines = "\n".join(log.splitlines()[-80:])
            report += f"\n--- the end of the log of {command}\n{last_lines}\n"
    return name, passed, failed, time.monotonic() - started, report


def _chosen(jobs, arguments, slow_first):
    unknown = set(arguments) - set(jobs)
    if unknown:
        sys.exit(f"run_tests.py: there is no {', '.join(sorted(unknown))}; there are: {' '.join(jobs)}")
    return sorted(arguments or jobs, key=lambda name: (name not in slow_first, name))


def run(layer, jobs, arguments, workers, slow_first=()):
    """Runs the jobs that the arguments name, all where they name none. Returns the exit code."""
    try:
        server.binary_path()
    except server.ServerError as problem:
        sys.exit(f"run_tests.py: {problem}")
    passed = failed = 0
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(workers, mp_context=context) as pool:
        running = {pool.submit(_run_one, name, jobs[name]): name for name in _chosen(jobs, arguments, slow_first)}
        for future in concurrent.futures.as_completed(running):
            try:
                name, job_passed, job_failed, seconds, report = future.result()
            except concurrent.futures.process.BrokenProcessPool as error:
                name, job_passed, job_failed, seconds, report = running[future], 0, 1, 0.0, str(error)
            if job_passed + job_failed == 0:
                job_failed, report = 1, "no test ran"
            if job_failed:
                print(report, flush=True)
            print(f"{'FAILED' if job_failed else 'ok    '} {name}: {job_passed} of "
                  f"{job_passed + job_failed} tests, {seconds:.1f} s", flush=True)
            passed, failed = passed + job_passed, failed + job_failed
    print(f"{layer}: {passed} passed, {failed} failed", flush=True)
    return 0 if passed and not failed else 1
