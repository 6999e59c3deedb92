#!/usr/bin/env python3
"""Hostile and careless clients: the server goes on answering the others, within bounds. Needs TEST_ROCKPOOL_BINARY.

Closes with `hostile: N passed, N failed`. Arguments name the modules to run.
"""

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(os.path.dirname(FOLDER), "support"))

import process_layer  # noqa: E402

MODULES = ["test_malformed", "test_connections", "test_slow_clients", "test_waiting", "test_forged_tokens", "test_stolen_sessions",
           "test_guessed_codes", "test_oauth_redirects", "test_oauth_requests", "test_oauth_codes", "test_federated_returns",
           "test_federated_messages", "test_hostile_provider", "test_hostile_functions", "test_guesses_at_functions", "test_busy_functions",
           "test_uploads"]

if __name__ == "__main__":
    sys.exit(process_layer.run("hostile", sys.argv[1:] or MODULES))
