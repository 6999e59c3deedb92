"""Reads what docker/ says: the last stage of the Dockerfile, compose.yaml and which files the builder gets to see."""

import fnmatch
import json
import os
import shlex

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCKERFILE = os.path.join(ROOT, "docker", "Dockerfile")


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def instructions():
    """(name, arguments) of every instruction, a long one joined to one line."""
    lines = [line for line in read("docker", "Dockerfile").splitlines() if not line.lstrip().startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in whole.splitlines() if line.strip()]


class Image:
    """What the last stage sets. An instruction that it lacks is a KeyError."""

    def __init__(self):
        names = [name for name, _ in instructions()]
        last = len(names) - names[::-1].index("FROM")
        self.base = instructions()[last - 1][1]
        settings = dict(instructions()[last:])
        self.environment = dict(pair.split("=", 1) for pair in shlex.split(settings["ENV"]))
        self.user, self.group = (int(part) for part in settings["USER"].split(":"))
        self.volume = settings["VOLUME"]
        self.port = int(settings["EXPOSE"])
        self.stop_signal = settings["STOPSIGNAL"]
        self.entry_point = json.loads(settings["ENTRYPOINT"])
        self.healthcheck = json.loads(settings["HEALTHCHECK"].partition(" CMD ")[2])
        self.copies = [shlex.split(arguments) for name, arguments in instructions()[last:] if name == "COPY"]


def visible_to_the_builder():
    """The entries of the root that .dockerignore lets through. It is a list of exceptions from `*`."""
    patterns = [line for line in read(".dockerignore").splitlines() if line and not line.startswith("#")]
    if patterns[0] != "*":
        raise AssertionError(".dockerignore does not begin with *")
    allowed = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    return [name for name in sorted(os.listdir(ROOT)) if any(fnmatch.fnmatch(name, pattern) for pattern in allowed)]
