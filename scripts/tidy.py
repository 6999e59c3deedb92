#!/usr/bin/env python3
"""clang-tidy over the sources of a preset's build, several of a folder at a time.

tidy.py BUILD FILE...: prints what clang-tidy finds; the exit status is 1 if it finds anything.

Nine tenths of clang-tidy's time for one small file go into the headers that all of them include, so files are put together in one
translation unit. Those whose unnamed namespaces have the same names in them do not compile together: the files that the errors stand in
make a unit of their own then. Folders have namespaces of their own, so several of them go together well.

Together they see each other's includes. That each handler includes what it uses is therefore asked of the compiler, file by file.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

TIDY = "clang-tidy-14"
MOST_FILES = 60
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MORE = "-Wno-ambiguous-reversed-operator"
HANDLERS = "/server/operations/"
IN_HEADERS = r"/(server|storage)/.*\.(h|cpp)$"


def arguments(entry, source):
    """How `source` is compiled where the file of the entry is, without what the compilation would write."""
    words = iter(shlex.split(entry["command"]))
    kept = []
    for word in words:
        if word in ("-o", "-c", "-MF", "-MT"):
            next(words)
        elif word != "-MD":
            kept.append(word)
    return kept + ["-c", source]


class Unit:
    """Files in one translation unit, in a folder of their own with a compile_commands.json."""

    def __init__(self, entries, folder):
        self.entries = entries
        self.folder = folder
        self.source = os.path.join(folder, "unit.cpp")
        with open(self.source, "w", encoding="utf-8") as unit:
            unit.writelines(f'#include "{entry["file"]}"  // NOLINT(bugprone-suspicious-include)\n' for entry in entries)
        self.arguments = arguments(entries[0], self.source)
        database = [{"directory": entries[0]["directory"], "file": self.source, "arguments": self.arguments}]
        with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
            json.dump(database, file)

    def clashing(self):
        """The entries whose files the compiler takes for wrong in this company."""
        # The cheapest check there is: it looks at includes alone.
        wrong = set(re.findall(r"^(\S+?):\d+:\d+: (?:fatal )?error:", self.run("--checks=-*,modernize-deprecated-headers",
                                                                               "--extra-arg=-ferror-limit=0").stdout, re.MULTILINE))
        clashing = [entry for entry in self.entries if entry["file"] in wrong]
        return clashing or (self.entries if wrong else [])  # a header may be wrong in this company, too

    def tidy(self):
        """The findings as text."""
        result = self.run(f"--config-file={ROOT}/.clang-tidy", f"--header-filter={IN_HEADERS}")
        return result.stdout if result.returncode else ""

    def run(self, *options):
        return subprocess.run([TIDY, "-p", self.folder, "--quiet", f"--extra-arg={MORE}", *options, self.source], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, check=False)


def findings(entries):
    with tempfile.TemporaryDirectory(prefix="tidy-") as folder:
        unit = Unit(entries, folder)
        clashing = unit.clashing() if len(entries) > 1 else []
        if not clashing:
            return unit.tidy()
    if len(clashing) == len(entries):
        middle = len(entries) // 2
        return findings(entries[:middle]) + findings(entries[middle:])
    others = [entry for entry in entries if entry not in clashing]
    return findings(others) + findings(clashing)


def lacks(entry):
    """What the compiler says of the file alone, without the precompiled header that the build has."""
    command = arguments(entry, entry["file"]) + ["-fsyntax-only", "-w"]
    result = subprocess.run(command, cwd=entry["directory"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    return result.stderr if result.returncode else ""


def units(entries):
    """As many of one size as there must be; each has files of all folders, so that few of one folder meet."""
    count = -(-len(entries) // MOST_FILES)
    return [entries[start::count] for start in range(count)]


def main(build, *files):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        by_file = {entry["file"]: entry for entry in json.load(file)}
    entries = [by_file[path] for path in sorted(map(os.path.abspath, files)) if path in by_file]
    missing = len(files) - len(entries)
    handlers = [entry for entry in entries if HANDLERS in entry["file"]]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        all_found = list(pool.map(findings, units(entries))) + list(pool.map(lacks, handlers))
    print("".join(all_found), end="")
    if missing:
        print(f"tidy: {missing} files are no part of the build")
    return 1 if missing or any(all_found) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
