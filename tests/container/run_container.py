#!/usr/bin/env python3
"""The container image without a container engine: its files, and the static program in an empty root. Needs
TEST_ROCKPOOL_STATIC_BINARY, the program where it was built.

Closes with `container: N passed, N failed`.
"""

import os
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.extend(os.path.join(TESTS, folder) for folder in ("support", "sdk", "process"))
# What these folders share runs TEST_ROCKPOOL_BINARY, which is the static program here.
os.environ["TEST_ROCKPOOL_BINARY"] = os.environ.get("TEST_ROCKPOOL_STATIC_BINARY", "")

import empty_root  # noqa: E402
import image_files  # noqa: E402
import process_layer  # noqa: E402

FILES = ["test_image_files", "test_static_program"]
IN_AN_EMPTY_ROOT = ["test_empty_root"]


def modules():
    with tempfile.TemporaryDirectory(prefix="rockpool-container-") as folder:
        root = empty_root.EmptyRoot(folder, image_files.Image())
        reason = root.why_it_cannot_be_entered()
        root.close()
    if not reason:
        return FILES + IN_AN_EMPTY_ROOT
    print(f"not run and not counted, since this user may not enter an empty root ({reason}): {' '.join(IN_AN_EMPTY_ROOT)}")
    return FILES


if __name__ == "__main__":
    sys.exit(process_layer.run("container", sys.argv[1:] or modules()))
