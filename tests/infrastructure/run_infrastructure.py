#!/usr/bin/env python3
"""The infrastructure layer: what a team's set-up script does with the AWS CLI, against the real binary named by TEST_ROCKPOOL_BINARY."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.append(os.path.join(os.path.dirname(HERE), "support"))
import process_layer  # noqa: E402

if __name__ == "__main__":
    sys.exit(process_layer.run("infrastructure", ["test_stack"]))
