"""scripts/run_layers.py: what ./dev test believes of its layers. It starts no rockpool."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUNNER = os.path.join(ROOT, "scripts", "run_layers.py")
LIMIT_SECONDS = 60


def wait_for(condition):
    deadline = time.monotonic() + LIMIT_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        time.sleep(0.02)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rockpool-layers-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *rows):
        process = subprocess.Popen([sys.executable, "-B", RUNNER, self.path("results")], cwd=ROOT, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        process.stdin.write("".join(row + "\n" for row in rows))
        process.stdin.close()
        return process

    def run_rows(self, *rows):
        process = self.start(*rows)
        output = process.stdout.read()
        return process.wait(LIMIT_SECONDS), output

    @staticmethod
    def await_file(path):
        return f"for i in $(seq 1000); do [ -e {path} ] && break; sleep 0.02; done; [ -e {path} ]"

    def meeting(self, mine, other):
        """A command that succeeds only while the other one of the two runs."""
        return f"touch {self.path(mine)}; {self.await_file(self.path(other))}; echo '{mine}: 1 passed, 0 failed'"

    def test_the_last_line_sums_up_what_the_layers_count(self):
        code, output = self.run_rows("a cores 60 echo 'a: 2 passed, 0 failed'", "# no row", "b clients 60 echo 'b: 3 passed, 0 failed'")
        self.assertEqual((code, output.splitlines()[-1]), (0, "5 passed, 0 failed"), output)

    def test_a_failed_layer_hides_no_other(self):
        code, output = self.run_rows("a cores 60 echo 'a: 1 passed, 2 failed'; false", "b cores 60 echo 'b: 1 passed, 0 failed'")
        self.assertEqual((code, output.splitlines()[-1]), (1, "2 passed, 2 failed"), output)

    def test_a_layer_that_counts_nothing_or_ends_badly_has_failed(self):
        for command in ("true", "echo 'a: 0 passed, 0 failed'", "echo 'other: 1 passed, 0 failed'", "no_such_program"):
            code, output = self.run_rows(f"a cores 60 {command}", "b cores 60 echo 'b: 1 passed, 0 failed'")
            self.assertEqual((code, output.splitlines()[-1]), (1, "1 passed, 1 failed"), output)
        code, output = self.run_rows("a cores 60 echo 'a: 1 passed, 0 failed'; exit 3")
        self.assertEqual((code, output.splitlines()[-1]), (1, "1 passed, 1 failed"), output)

    def test_one_of_each_lane_runs_at_once_and_then_two_of_one(self):
        for lanes in (("cores", "clients"), ("cores", "cores")):
            code, output = self.run_rows(f"a {lanes[0]} 60 {self.meeting('a', 'b')}", f"b {lanes[1]} 60 {self.meeting('b', 'a')}")
            self.assertEqual(code, 0, output)
            os.remove(self.path("a"))
            os.remove(self.path("b"))

    def test_what_runs_alone_meets_no_other(self):
        busy, alone = self.path("busy"), self.path("alone")
        check = f"touch {busy}.$$; sleep 0.2; [ ! -e {alone} ]; rm {busy}.$$"
        rows = [f"{name} {lane} 60 {check}; echo '{name}: 1 passed, 0 failed'" for name, lane in
                (("a", "cores"), ("b", "clients"), ("c", "cores"))]
        by_itself = f"[ -z \"$(ls {busy}.* 2>/dev/null)\" ]; [ ! -e {alone} ]; touch {alone}; sleep 0.2; rm {alone}"
        rows = [f"{name} alone 60 {by_itself}; echo '{name}: 1 passed, 0 failed'" for name in ("x", "y")] + rows
        code, output = self.run_rows(*rows)
        self.assertEqual((code, output.splitlines()[-1]), (0, "5 passed, 0 failed"), output)

    def test_what_failed_is_told_once_more_at_the_end(self):
        said = ["[  FAILED  ] Pools.AreKept (3 ms)", "FAIL: test_that_breaks (test_pools.Pools.test_that_breaks)", "AssertionError: 404 != 200",
                "not ok 3 - signs in", "server/app.cpp:7:3: warning: unused variable"]
        lines = "; ".join(f"echo '{line}'" for line in [*said, "[       OK ] Pools.AreDeleted", "ERROR: a word of a library"])
        row = f"a cores 60 {lines}; echo 'a: 1 passed, 5 failed'; false"
        _, output = self.run_rows(row, "b cores 60 echo 'not ok but counted well'; echo 'b: 1 passed, 0 failed'", "c cores 60 exit 3")
        end = output.splitlines()[-len(said) - 3:]
        self.assertEqual([line for line in end if line.startswith("failed: a: ")], [f"failed: a: {line}" for line in said], output)
        self.assertIn("failed: c: c: 0 passed, 1 failed (it ended with 3 before it could count)", end)
        self.assertNotIn("failed: b:", output)

    def test_output_is_shown_whole_beside_the_time_and_the_budget(self):
        # Each writes its second line only after the other's first.
        rows = [f"{mine} {lane} 60 echo first of {mine}; {self.meeting(mine, other)}" for mine, other, lane in
                (("a", "b", "cores"), ("b", "a", "clients"))]
        _, output = self.run_rows(*rows)
        for name in ("a", "b"):
            self.assertRegex(output, rf"== {name}\nfirst of {name}\n{name}: 1 passed, 0 failed\nlayer {name}: \d+ s of 60 s\n")

    def test_a_layer_past_three_times_its_budget_is_ended_and_has_failed(self):
        code, output = self.run_rows(f"a cores 2 echo $$ >{self.path('pid')}; echo 'a: 1 passed, 0 failed'; sleep 1000")
        self.assertEqual((code, output.splitlines()[-1]), (1, "1 passed, 1 failed"), output)
        self.assertIn("ended after 3 times its", output)
        with open(self.path("pid"), encoding="utf-8") as pid:
            self.assertFalse(is_running(int(pid.read())))

    def test_control_c_ends_what_runs_and_starts_nothing_more(self):
        told = f"echo $! >{self.path('child')}.new; mv {self.path('child')}.new {self.path('child')}"
        process = self.start(f"a cores 60 sleep 1000 & {told}; wait", f"b alone 60 touch {self.path('never')}")
        wait_for(lambda: os.path.exists(self.path("child")))
        process.send_signal(signal.SIGINT)
        output = process.stdout.read()
        self.assertEqual(process.wait(LIMIT_SECONDS), 130, output)
        with open(self.path("child"), encoding="utf-8") as child:
            pid = int(child.read())
        wait_for(lambda: not is_running(pid))
        self.assertFalse(os.path.exists(self.path("never")))


if __name__ == "__main__":
    unittest.main()
