"""Runs the layer's tests, several modules at a time, and closes with one line that sums them up.

Usage: run_tests.py [test_MODULE]...   (everything when nothing is named)
"""

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
# What starts and stops one server, and the files that identity providers publish, are shared with the clients' tests.
sys.path.append(os.path.join(os.path.dirname(FOLDER), "sdk"))

import layer  # noqa: E402  (needs the path)

WORKERS = 4
SLOW_FIRST = ("test_signals",)

if __name__ == "__main__":
    sys.exit(layer.run("process", layer.modules_of(FOLDER), sys.argv[1:], WORKERS, SLOW_FIRST))
