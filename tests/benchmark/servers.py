"""The programs that are measured: started on free ports of the loopback address, ended by their own pid."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

RESTING_SECONDS = 0.015
REST_LIMIT_SECONDS = 60


def clock_of(pid):
    """Of the CPU that a process has used, as clock_getcpuclockid(3) has it. /proc/PID/stat counts hundredths of a second alone."""
    all_threads = 2
    return (~pid << 3) | all_threads


class Server:
    def __init__(self, name, command, **popen):
        self.name = name
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, **{"stderr": subprocess.DEVNULL, **popen})
        self.url = None

    def cpu_seconds(self):
        """User and system time of the server and its children."""
        pids = [self.process.pid]
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids += [int(pid) for pid in children.read_text().split()] if children.exists() else []
        return sum(time.clock_gettime(clock_of(pid)) for pid in pids)

    def wait_for_rest(self):
        """Until it works at nothing in the background: each key that a pool takes is followed by another, made for half a second."""
        deadline, used = time.monotonic() + REST_LIMIT_SECONDS, -1.0
        while (now := self.cpu_seconds()) - used > RESTING_SECONDS:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} does not come to rest")
            used = now
            time.sleep(0.5)

    def resident_mib(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


def announced(name, command, **popen):
    """A server that prints READY and its address."""
    server = Server(name, command, stdout=subprocess.PIPE, text=True, **popen)
    for line in server.process.stdout:
        if line.startswith("READY "):
            server.url = line.split()[1]
            server.ready_after = time.monotonic() - server.started
            return server
    raise RuntimeError(f"{name} did not get ready")


def rockpool(binary, database, *options, logs=True):
    """As people run it: its log, at the usual level, goes into a file beside the database."""
    level = [] if logs else ["--log-level", "off"]
    with open(f"{database}.log", "wb") as log:
        return announced("rockpool", [str(binary), "--port", "0", "--database", str(database), *level, *options], stderr=log)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_answering(server, path="/"):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(server.url + path, timeout=1)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{server.name} does not answer")


def nginx(workers, folder):
    """None where the machine has none."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        return None
    port = free_port()
    config = folder / f"nginx-{workers}.conf"
    config.write_text(
        f"daemon off; worker_processes {workers}; pid {folder}/nginx-{workers}.pid; error_log /dev/null;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {folder}; server {{\n"
        f"  listen 127.0.0.1:{port}; location / {{ default_type application/json; return 200 '{'a' * 600}'; }} }} }}\n"
    )
    server = Server(f"nginx, {workers} worker{'s' if workers > 1 else ''}", [program, "-p", str(folder), "-c", str(config)])
    server.url = f"http://127.0.0.1:{port}"
    wait_until_answering(server)
    return server


def cognito_local(folder):
    """From npm, if it can be had; None otherwise."""
    try:
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "cognito-local@5.3.0"],
                       check=True, capture_output=True, timeout=180)
    except (OSError, subprocess.SubprocessError):
        return None
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1"}
    command = ["node", str(folder / "node_modules/cognito-local/lib/bin/start.js")]
    server = Server("cognito-local", command, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    server.url = f"http://127.0.0.1:{port}"
    wait_until_answering(server, "/health")
    return server


def moto():
    """Where this machine's Python has it with its server; None otherwise."""
    if subprocess.run([sys.executable, "-c", "import moto.server, flask, flask_cors"], capture_output=True).returncode:
        return None
    port = free_port()
    server = Server("moto", [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL)
    server.url = f"http://127.0.0.1:{port}"
    wait_until_answering(server, "/moto-api/data.json")
    return server


def call(url, operation, request):
    message = urllib.request.Request(url, json.dumps(request).encode(), {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"AWSCognitoIdentityProviderService.{operation}",
    })
    with urllib.request.urlopen(message, timeout=30) as answer:
        text = answer.read()
        return json.loads(text) if text else {}


def scratch():
    return Path(tempfile.mkdtemp(prefix="rockpool-bench-"))
