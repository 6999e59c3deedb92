"""Where the functions of a file of trigger tests are: ports that the tests listen at, and the options that lead a rockpool there."""

import random
import socket

# Below those that a system hands out where nobody names one: the server that starts next takes some of these.
PORTS = range(20_000, 32_000)
PLACES = ("FUNCTIONS", "KMS")
# Beside the endpoint of the functions. {KMS} is a port.
OPTIONS = {
    "serverless_offline": ["--trigger-timeout", "60"],  # the first call of a function starts a thread that loads it
    "senders": ["--kms-endpoint", "http://127.0.0.1:{KMS}"],
}


def free_ports(count):
    """Ports that were free a moment ago: the tests listen at them once their server knows them."""
    found = []
    for port in random.sample(PORTS, len(PORTS)):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        found.append(port)
        if len(found) == count:
            break
    return found


def settings_of(file):
    """(options of the server, environment of the tests)."""
    ports = dict(zip(PLACES, free_ports(len(PLACES))))
    options = ["--lambda-endpoint", "http://127.0.0.1:{FUNCTIONS}", *OPTIONS.get(file, [])]
    return [option.format(**ports) for option in options], {f"TEST_{name}_PORT": str(port) for name, port in ports.items()}
