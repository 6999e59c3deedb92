"""Where the functions of a file of trigger tests are: ports that the tests listen at, and the options that lead a rockpool there."""

import socket

PLACES = ("FUNCTIONS", "KMS")
# Beside the endpoint of the functions. {KMS} is a port.
OPTIONS = {
    "senders": ["--kms-endpoint", "http://127.0.0.1:{KMS}"],
}


def free_ports(count):
    """Ports that were free a moment ago: the tests listen at them once their server knows them."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [probe.getsockname()[1] for probe in sockets]
    finally:
        for probe in sockets:
            probe.close()


def settings_of(file):
    """(options of the server, environment of the tests)."""
    ports = dict(zip(PLACES, free_ports(len(PLACES))))
    options = ["--lambda-endpoint", "http://127.0.0.1:{FUNCTIONS}", *OPTIONS.get(file, [])]
    return [option.format(**ports) for option in options], {f"TEST_{name}_PORT": str(port) for name, port in ports.items()}
