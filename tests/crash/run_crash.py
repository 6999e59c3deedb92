#!/usr/bin/env python3
"""Crashes and full disks: what was acknowledged is there afterwards. Needs TEST_ROCKPOOL_BINARY.

Closes with `crash: N passed, N failed`.
"""

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(os.path.dirname(FOLDER), "support"))

import process_layer  # noqa: E402

if __name__ == "__main__":
    sys.exit(process_layer.run("crash", sys.argv[1:] or ["test_kill", "test_kill_sign_in", "test_kill_oauth", "test_kill_triggers", "test_kill_import",
                                                            "test_disk_full"]))
