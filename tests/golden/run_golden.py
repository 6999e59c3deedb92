#!/usr/bin/env python3
"""Runs the protocol golden cases of cases/ against the binary that TEST_ROCKPOOL_BINARY names.

    TEST_ROCKPOOL_BINARY=build/release/rockpool tests/golden/run_golden.py [TEXT]

With TEXT only the cases whose file or name contains it. The last line is `golden: N passed, N failed`; the exit code is 0 only if nothing
failed and a case ran. The format of a case is in README.md.
"""
from __future__ import annotations

import collections
import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True

import documents  # noqa: E402  (after dont_write_bytecode: a test leaves no files in the tree)
import functions  # noqa: E402
import loading  # noqa: E402
import running  # noqa: E402

SELF_TESTS = ("test_matching", "test_computing", "test_tokens", "test_flow", "test_web", "test_functions")


def main() -> int:
    passed, reports = self_test()
    cases, refused = loading.load()
    reports += [f"refused: {text}" for text in refused]
    failed = len(reports)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    cases = [case for case in cases if wanted in case.file or wanted in case.name]
    binary = os.environ.get("TEST_ROCKPOOL_BINARY", "")
    if not cases:
        reports.append(f"no case to run: none of cases/ holds {wanted!r}" if wanted else "no case to run")
        failed += 1
    elif not binary:
        reports.append(f"TEST_ROCKPOOL_BINARY does not name the server to test; {len(cases)} cases did not run and count as failed")
        failed += len(cases)
    else:
        server, lambdas = documents.DocumentServer(), functions.FunctionServer()
        try:
            tally = running.run_all(str(pathlib.Path(binary).resolve()), cases, server.base, lambdas)
        finally:
            server.stop()
            lambdas.stop()
        passed += tally.passed
        failed += tally.failed
        reports += tally.reports
    for report in reports:
        print(f"FAIL  {report}\n")
    count = collections.Counter(case.provenance for case in cases)
    print("cases: " + ", ".join(f"{count[name]} {name}" for name in loading.PROVENANCES))
    print(f"golden: {passed} passed, {failed} failed")
    return 1 if failed or not cases else 0


def self_test() -> "tuple[int, list[str]]":
    """The runner's own tests come first: with a matcher that says yes to everything the cases prove nothing."""
    suite = unittest.defaultTestLoader.loadTestsFromNames(SELF_TESTS)
    result = unittest.TestResult()
    suite.run(result)
    failures = [f"self-test {test}\n{text}" for test, text in result.failures + result.errors]
    return result.testsRun - len(failures), failures


if __name__ == "__main__":
    sys.exit(main())
