#!/usr/bin/env python3
"""Terraform's AWS provider against the real binary named by TEST_ROCKPOOL_BINARY. Not a layer of `./dev test`, as no package of Debian has
Terraform: run it with `./dev terraform` where Terraform is."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.append(os.path.join(os.path.dirname(HERE), "support"))
import process_layer  # noqa: E402

if __name__ == "__main__":
    sys.exit(process_layer.run("terraform", ["test_terraform"]))
