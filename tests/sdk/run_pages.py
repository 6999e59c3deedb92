"""Runs a layer whose tests, in JavaScript, need the sign-in pages: each file against a server of its own.

Usage: run_pages.py LAYER [FILE]...   (the folder js/LAYER; every file of it when none is named, without its .test.mjs)
"""

import json
import os
import sys
import tempfile
import urllib.request

import layer
import node_tests
import server
import trigger_places

JAVASCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "js")
SUFFIX = ".test.mjs"
WORKERS = 2
FILE_LIMIT_SECONDS = 900
SLOW_FIRST = ("browser/every_managed_page", "browser/every_classic_page", "identity_providers/simplesamlphp", "identity_providers/social_browser",
              "triggers/pages")


def get(url):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=30) as answer:
        return answer.read()


def run_file(name):
    """`name` is LAYER/FILE. Issuers name the host of the request, since no test knows AWS's."""
    folder, file = name.split("/")
    options, places = trigger_places.settings_of(file) if folder == "triggers" else ([], {})
    process = server.Server("--tls-port=0", "--issuer=request", *options)
    try:
        with tempfile.NamedTemporaryFile(prefix="rockpool-sdk-", suffix=".pem") as authority:
            authority.write(get(process.endpoint + "/_rockpool/ca.pem"))
            authority.flush()
            environment = {**server.clean_environment(), "NO_PROXY": "*", "no_proxy": "*", "TEST_ENDPOINT": process.endpoint,
                           "TEST_TLS_PORT": str(json.loads(get(process.endpoint + "/health"))["tls_port"]),
                           "TEST_CA_FILE": authority.name, **places}
            return node_tests.run(os.path.join(JAVASCRIPT, folder), [file + SUFFIX], environment, FILE_LIMIT_SECONDS)
    finally:
        process.stop()


if __name__ == "__main__":
    chosen = sys.argv[1]
    jobs = {f"{chosen}/{file.removesuffix(SUFFIX)}": run_file
            for file in os.listdir(os.path.join(JAVASCRIPT, chosen)) if file.endswith(SUFFIX)}
    sys.exit(layer.run(chosen, jobs, [f"{chosen}/{file}" for file in sys.argv[2:]], WORKERS, SLOW_FIRST))
