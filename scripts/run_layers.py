#!/usr/bin/env python3
"""Runs the layers that the table on standard input names, two at a time, and sums them up.

    run_layers.py FOLDER <table

A row is `NAME LANE SECONDS COMMAND...`; a line that begins with # is none. The command is shell, and may call the functions of scripts/.
Lanes: `cores` keeps a core busy, `clients` waits for processes most of the time, and one of each runs at once (two of one when the other
lane is done); `alone` measures time or takes all cores, and runs by itself at the end.

A layer closes with `NAME: N passed, N failed`. What it prints is kept in FOLDER/NAME.log and shown whole when it ends. SECONDS is its
budget on two free cores; past three times that it is ended and has failed. What failed is told once more at the end, since whoever reads
the end of much output has lost it else. The last line sums up; the exit code is 0 if nothing failed.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time

AT_ONCE = 2
PATIENCE = 3  # times the budget
END_SECONDS = 10
MOST_TOLD = 12  # lines of a layer, of so many characters
TOLD_CHARACTERS = 200
# How gtest, unittest, TAP, this project's own runners and compilers begin a line that says what failed and why.
TELLING = re.compile(r"\s*(\[  FAILED  \] |FAILED |FAIL[: ]|ERROR: (test|setUp|tearDown)|not ok |\w*(Error|Exception): )"
                     r"|\S+:\d+(:\d+)?: (Failure|warning|error)")
LANES = ("cores", "clients", "alone")
SHELL = 'set -euo pipefail; root=$PWD; for part in scripts/*.sh; do . "$part"; done; '


class Layer:
    def __init__(self, name, lane, seconds, command):
        self.name, self.lane, self.budget, self.command = name, lane, float(seconds), command
        self.passed = self.failed = 0
        self.took = 0.0
        self.process = None
        self.is_late = False
        self.told = []

    def run(self, folder, is_ending):
        """In a process group of its own, so that nothing is left of it however it ends. Returns what is to be shown."""
        log = os.path.join(folder, f"{self.name}.log")
        started = time.monotonic()
        with open(log, "wb") as output:
            self.process = subprocess.Popen(["bash", "-c", SHELL + self.command], stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=subprocess.STDOUT, start_new_session=True)
            if is_ending():  # since this layer was chosen
                self.end()
            try:
                status = self.process.wait(self.budget * PATIENCE)
            except subprocess.TimeoutExpired:
                self.is_late = True
                self.end()
                status = self.process.wait()
        signal_group(self.process, signal.SIGKILL)
        self.took = time.monotonic() - started
        with open(log, "r+", encoding="utf-8", errors="replace") as output:
            text = output.read()
            note = self.judge(text, status)
            output.write(note)
        if self.failed:
            telling = list(dict.fromkeys(line.strip() for line in text.splitlines() if TELLING.match(line)))
            self.told = telling[:MOST_TOLD] + self.told
        return text + note

    def judge(self, text, status):
        """Counts; returns what is to be said beside the layer's own words."""
        counts = re.findall(rf"^{re.escape(self.name)}: (\d+) passed, (\d+) failed", text, re.MULTILINE)
        self.passed, self.failed = map(int, counts[-1]) if counts else (0, 0)
        if self.is_late:
            return self.fail(f"ended after {PATIENCE} times its {self.budget:.0f} s")
        if self.passed + self.failed == 0:
            return self.fail(f"it ended with {status} before it could count")
        if status != 0 and self.failed == 0:
            return self.fail(f"it ended with {status}")
        return ""

    def fail(self, reason):
        self.failed += 1
        note = f"{self.name}: {self.passed} passed, {self.failed} failed ({reason})"
        self.told.append(note)
        return note + "\n"

    def end(self):
        """As Ctrl-C does, which lets a runner of tests stop its servers; by force where that does not help. Any thread."""
        signal_group(self.process, signal.SIGINT)
        force = threading.Timer(END_SECONDS, signal_group, [self.process, signal.SIGKILL])
        force.daemon = True
        force.start()


def signal_group(process, number):
    """A group lives on while a process of it does, also when its first one has ended."""
    try:
        if process:
            os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def read_table(lines):
    layers = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            name, lane, seconds, command = line.split(None, 3)
            if lane not in LANES:
                raise ValueError(f"{name}: {lane} is none of {', '.join(LANES)}")
            layers.append(Layer(name, lane, seconds, command.strip()))
    return layers


class Runner:
    def __init__(self, layers, folder):
        self.waiting, self.folder = list(layers), folder
        self.running = []
        self.changed = threading.Condition()
        self.is_ending = False

    def next_layer(self):
        """The next row that may run now, or None. The condition is held."""
        lanes = {layer.lane for layer in self.running}
        others = [layer for layer in self.waiting if layer.lane != "alone"]
        if "alone" in lanes or len(self.running) >= AT_ONCE:
            return None
        if not others:
            return self.waiting[0] if self.waiting and not self.running else None
        return next((layer for layer in others if layer.lane not in lanes), others[0])

    def run(self):
        with self.changed:
            while self.waiting or self.running:
                layer = None if self.is_ending else self.next_layer()
                if layer:
                    self.waiting.remove(layer)
                    self.running.append(layer)
                    print(f".. {layer.name}", flush=True)
                    threading.Thread(target=self.run_one, args=(layer,)).start()
                elif self.is_ending and not self.running:
                    return
                else:
                    self.changed.wait()

    def run_one(self, layer):
        try:
            text = layer.run(self.folder, lambda: self.is_ending)
        except Exception as error:  # a runner that breaks is a layer that failed
            text = layer.fail(f"{type(error).__name__}: {error}")
        with self.changed:
            try:
                print(f"== {layer.name}\n{text}layer {layer.name}: {layer.took:.0f} s of {layer.budget:.0f} s", flush=True)
            finally:  # also where nobody reads any more
                self.running.remove(layer)
                self.changed.notify_all()

    def end(self, number, _frame):
        """A signal: nothing new begins, and what runs is ended. It runs in the main thread, which waits for the condition."""
        self.is_ending = True
        for layer in list(self.running):
            layer.end()
        for caught in (signal.SIGINT, signal.SIGTERM):
            signal.signal(caught, signal.SIG_DFL)
        print(f"ended by {signal.Signals(number).name}", flush=True)


def main():
    folder = sys.argv[1]
    sys.stdout.reconfigure(errors="replace")
    os.makedirs(folder, exist_ok=True)
    layers = read_table(sys.stdin)
    runner = Runner(layers, folder)
    started = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, runner.end)
    runner.run()
    if runner.is_ending:
        return 130
    for layer in layers:
        for line in layer.told:
            print(f"failed: {layer.name}: {line[:TOLD_CHARACTERS]}")
    slow = [f"{layer.name} {layer.took:.0f} s of {layer.budget:.0f} s" for layer in layers if layer.took > layer.budget]
    if slow:
        print("over budget: " + ", ".join(slow))
    print(f"layers: {time.monotonic() - started:.0f} s, of {sum(layer.took for layer in layers):.0f} s one after another")
    passed, failed = sum(layer.passed for layer in layers), sum(layer.failed for layer in layers)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
