"""Runs the layer's tests, several modules at a time, and closes with one line that sums them up.

Usage: run_tests.py [test_MODULE | js]...   (everything when nothing is named)
"""

import os
import re
import subprocess
import sys
import tempfile

import layer
import server

FOLDER = os.path.dirname(os.path.abspath(__file__))
JAVASCRIPT = "js"
# These wait for other programs most of the time, so they go first.
SLOW_FIRST = ("test_aws_cli", JAVASCRIPT)
WORKERS = 4
NODE_LIMIT_SECONDS = 240


def run_javascript(_):
    """Node's own runner: one report to read, one (TAP) to count. The files share a server, but for the one whose faults
    would meet the others', and for what an option decides."""
    folder = os.path.join(FOLDER, "js")
    files = sorted(name for name in os.listdir(folder) if name.endswith(".test.mjs"))
    shared = server.Server()
    own = server.Server()
    by_request = server.Server("--issuer", "request")
    by_url = server.Server("--issuer", "https://idp.example/base")
    environment = {**server.clean_environment(), "TEST_ENDPOINT": shared.endpoint, "TEST_OWN_ENDPOINT": own.endpoint,
                   "TEST_ISSUER_BY_REQUEST_ENDPOINT": by_request.endpoint, "TEST_ISSUER_BY_URL_ENDPOINT": by_url.endpoint}
    try:
        with tempfile.NamedTemporaryFile("r", prefix="rockpool-sdk-", suffix=".tap") as tap:
            done = subprocess.run(
                ["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
                 "--test-reporter=tap", f"--test-reporter-destination={tap.name}", *files],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                timeout=NODE_LIMIT_SECONDS, env=environment)
            summary = tap.read()
    finally:
        for started in (shared, own, by_request, by_url):
            started.stop()
    counts = {name: int(count) for name, count in
              re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", summary, re.MULTILINE)}
    failed = sum(counts.get(name, 0) for name in ("fail", "cancelled", "skipped", "todo"))
    if done.returncode != 0 or "pass" not in counts:
        failed = max(failed, 1)
    return counts.get("pass", 0), failed, done.stdout


if __name__ == "__main__":
    sys.exit(layer.run("sdk", {JAVASCRIPT: run_javascript, **layer.modules_of(FOLDER)}, sys.argv[1:], WORKERS,
                       SLOW_FIRST))
