"""`./dev run`: the lines that it prints work as printed, and Ctrl-C ends the server as it should."""

import os
import pty
import re
import shutil
import signal
import subprocess
import threading
import urllib.request

import server
from processes import LIMIT_SECONDS, ProcessTestCase

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BASH = shutil.which("bash")
# The distribution's version 2, which shows its answers in a pager.
AWS = shutil.which("aws", path="/usr/bin") or shutil.which("aws")
LINE_OF_AWS = re.compile(r"^.*\baws cognito-idp\b.*$", re.MULTILINE)
COLOUR_AND_RETURN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


def printed_for(endpoint):
    done = subprocess.run([BASH, "-c", '. scripts/run.sh && print_try_it "$1"', "bash", endpoint], cwd=ROOT,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=LIMIT_SECONDS)
    return done.stdout


def lines_to_try(endpoint):
    """What print_try_it prints for an endpoint, without the prose around it: an update, and a sign-in."""
    printed = printed_for(endpoint)
    lines = LINE_OF_AWS.findall(printed)
    if len(lines) != 2:
        raise AssertionError(f"not two lines to try, but {lines}: {printed}")
    return lines


def sign_in_page(endpoint):
    """The address that it prints beside them."""
    printed = printed_for(endpoint)
    pages = re.findall(r"^http\S+/login\?\S+$", printed, re.MULTILINE)
    if len(pages) != 1:
        raise AssertionError(f"not one sign-in page, but {pages}: {printed}")
    return pages[0]


def run_on_a_terminal(line, environment):
    """Runs the line in a shell whose three streams are a terminal, as somebody would who pastes it; (exit code, what it shows)."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen([BASH, "--norc", "-c", line], stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
                                   start_new_session=True)
    finally:
        os.close(theirs)
    limit = threading.Timer(LIMIT_SECONDS, process.kill)
    limit.start()
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass  # that is how a terminal says that nobody is at its other end any more
    finally:
        os.close(ours)
        code = process.wait()
        limit.cancel()
    return code, COLOUR_AND_RETURN.sub("", shown.decode(errors="replace"))


class TheLinesToTry(ProcessTestCase):
    def environment_without_a_pager(self):
        self.assertIsNotNone(AWS, "the AWS CLI is not installed")
        programs = self.path("programs")
        os.mkdir(programs)
        os.symlink(AWS, os.path.join(programs, "aws"))
        return {"PATH": programs, "HOME": self.folder, "LANG": "C.UTF-8", "TERM": "xterm"}

    def test_work_as_printed_on_a_terminal_without_a_pager(self):
        process = self.start("--seed", os.path.join(ROOT, "config", "demo.seed.json"))
        update, sign_in = lines_to_try(process.endpoint)
        environment = self.environment_without_a_pager()
        code, shown = run_on_a_terminal(update, environment)
        self.assertEqual(code, 0, shown)
        self.assertIn("a-new-secret", shown)
        self.assertIn("demo.apps.googleusercontent.com", shown)
        code, shown = run_on_a_terminal(sign_in, environment)
        self.assertEqual(code, 0, shown)
        self.assertIn("AccessToken", shown)
        process.stop()

    def test_are_the_lines_of_the_readme(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as readme:
            lines = readme.read().splitlines()
        for line in lines_to_try("http://127.0.0.1:9229"):
            self.assertEqual(lines.count(line), 1, line)

    def test_stand_beside_a_sign_in_page_that_is_there(self):
        process = self.start("--seed", os.path.join(ROOT, "config", "demo.seed.json"))
        for endpoint in (process.endpoint, "http://127.0.0.1:9229"):
            page = sign_in_page(endpoint)
            self.assertTrue(page.startswith("http://localhost:"), page)
            path = page[page.index("/login?"):]
            with urllib.request.urlopen(process.endpoint + path, timeout=LIMIT_SECONDS) as answer:
                self.assertIn('name="password"', answer.read().decode())
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as readme:
            self.assertEqual(readme.read().splitlines().count(sign_in_page("http://127.0.0.1:9229")), 1)
        process.stop()

    def test_can_each_be_pasted_whole(self):
        for line in lines_to_try("http://127.0.0.1:9229"):
            self.assertNotRegex(line, r"\\$|^\s|\s$")


class ControlC(ProcessTestCase):
    """run_demo in a process group of its own, with the binary under test in place of a build."""

    def begin_demo(self):
        root = self.path("root")
        os.makedirs(os.path.join(root, "build", "release"))
        os.symlink(server.binary_path(), os.path.join(root, "build", "release", "rockpool"))
        os.symlink(os.path.join(ROOT, "config"), os.path.join(root, "config"))
        # The shell itself writes what cat would: once the test reads it, the server is the only program that the signal can end.
        script = """
            set -euo pipefail
            root=$1 database=$2
            for part in "$3"/scripts/*.sh; do . "$part"; done
            build_release() { :; }
            need() { :; }
            cat() { printf '%s\n' "$(command cat)"; }
            run_demo --port 0 --database "$database" --log-level off
        """
        shell = subprocess.Popen([BASH, "-c", script, "bash", root, self.database, ROOT], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder, text=True,
                                 env=server.clean_environment(), start_new_session=True)
        limit = threading.Timer(LIMIT_SECONDS, self.end_group, [shell])
        limit.start()
        self.addCleanup(limit.cancel)
        self.addCleanup(shell.stdout.close)
        self.addCleanup(shell.stderr.close)
        self.addCleanup(self.end_group, shell)
        return shell

    @staticmethod
    def end_group(shell):
        """The group is the test's own; nothing is left of it where the test has passed."""
        try:
            os.killpg(shell.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        shell.wait()

    def read_until_it_can_be_tried(self, shell):
        shown = ""
        for line in shell.stdout:
            shown += line
            if "Ctrl-C" in line:
                return shown
        self.fail(f"it ended: {shown}{shell.stderr.read()}")

    def assert_ends_well(self, shell):
        output, errors = shell.communicate(timeout=LIMIT_SECONDS)
        self.assertEqual(shell.returncode, 0, output + errors)
        self.assertEqual(errors, "")
        self.assert_nothing_is_left_of(shell)
        # Beside a server that did not end in good order lies the log of its writes.
        self.assertEqual(sorted(name for name in os.listdir(self.folder) if name.startswith("rockpool.db")),
                         ["rockpool.db", "rockpool.db-lock"])

    def assert_nothing_is_left_of(self, shell):
        with self.assertRaises(ProcessLookupError, msg="a process of the group still runs"):
            os.killpg(shell.pid, 0)

    def test_shows_the_endpoint_and_the_lines_to_try(self):
        shell = self.begin_demo()
        shown = self.read_until_it_can_be_tried(shell)
        endpoint = re.search(r"^READY (\S+)$", shown, re.MULTILINE).group(1)
        for line in lines_to_try(endpoint):
            self.assertIn(line, shown.splitlines())

    def test_ends_the_server_in_good_order_with_exit_code_zero(self):
        shell = self.begin_demo()
        self.read_until_it_can_be_tried(shell)
        os.killpg(shell.pid, signal.SIGINT)
        self.assert_ends_well(shell)

    def test_sigterm_to_the_shell_alone_ends_the_server_too(self):
        shell = self.begin_demo()
        self.read_until_it_can_be_tried(shell)
        shell.send_signal(signal.SIGTERM)
        self.assert_ends_well(shell)
