"""Files of tests in JavaScript, run by Node's own runner."""

import re
import subprocess
import tempfile


def run(folder, files, environment, limit_seconds):
    """(passed, failed, report): one report to read, one (TAP) to count. What was skipped proves nothing: failed."""
    with tempfile.NamedTemporaryFile("r", prefix="rockpool-sdk-", suffix=".tap") as tap:
        done = subprocess.run(
            ["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
             "--test-reporter=tap", f"--test-reporter-destination={tap.name}", *files],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=limit_seconds, env=environment)
        summary = tap.read()
    counts = {name: int(count) for name, count in
              re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", summary, re.MULTILINE)}
    failed = sum(counts.get(name, 0) for name in ("fail", "cancelled", "skipped", "todo"))
    if done.returncode != 0 or "pass" not in counts:
        failed = max(failed, 1)
    return counts.get("pass", 0), failed, done.stdout
