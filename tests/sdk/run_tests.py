"""Runs the layer's tests, several modules at a time, and closes with one line that sums them up.

Usage: run_tests.py [test_MODULE | js]...   (everything when nothing is named)
"""

import os
import sys

import layer
import node_tests
import server

FOLDER = os.path.dirname(os.path.abspath(__file__))
JAVASCRIPT = "js"
# These wait for other programs most of the time, so they go first.
SLOW_FIRST = ("test_aws_cli", JAVASCRIPT)
WORKERS = 4
NODE_LIMIT_SECONDS = 480


def run_javascript(_):
    """The files share a server, but for the one whose faults would meet the others', and for what an option decides."""
    folder = os.path.join(FOLDER, "js")
    files = sorted(name for name in os.listdir(folder) if name.endswith(".test.mjs"))
    shared = server.Server()
    own = server.Server()
    by_request = server.Server("--issuer", "request")
    by_url = server.Server("--issuer", "https://idp.example/base")
    environment = {**server.clean_environment(), "TEST_ENDPOINT": shared.endpoint, "TEST_OWN_ENDPOINT": own.endpoint,
                   "TEST_ISSUER_BY_REQUEST_ENDPOINT": by_request.endpoint, "TEST_ISSUER_BY_URL_ENDPOINT": by_url.endpoint}
    try:
        return node_tests.run(folder, files, environment, NODE_LIMIT_SECONDS)
    finally:
        for started in (shared, own, by_request, by_url):
            started.stop()


if __name__ == "__main__":
    sys.exit(layer.run("sdk", {JAVASCRIPT: run_javascript, **layer.modules_of(FOLDER)}, sys.argv[1:], WORKERS,
                       SLOW_FIRST))
