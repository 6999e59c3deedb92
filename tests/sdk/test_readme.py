"""The README's lines of curl and the AWS CLI, pasted into a shell from top to bottom, against a server with the demo seed."""

import os
import re
import subprocess
import tempfile
import unittest

import aws_cli
import server
import workbench

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What is pasted of it elsewhere: into a shell that has a container engine, or once a Keycloak runs.
ELSEWHERE = re.compile(r"docker|keycloak|\./dev")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIMIT_SECONDS = 240
# An answer that refuses ends the shell.
BEGINNING = """set -e
curl() { command curl -sS --fail-with-body "$@"; echo; }
"""


def blocks():
    """The scripts, in their order, without the answers that stand below their lines."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        found = [block for language, block in BLOCK.findall(file.read()) if language in ("", "sh")]
    scripts = ["\n".join(line for line in block.splitlines() if not line.startswith("{")) for block in found]
    return [script for script in scripts if re.search(r"^curl |^call\(\) |aws cognito-idp", script, re.MULTILINE) and not ELSEWHERE.search(script)]


class Readme(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.server = server.Server("--seed", os.path.join(ROOT, "config", "demo.seed.json"), "--tls-port", "0")
        self.addCleanup(lambda: self.server.kill() if self.server.exit_code() is None else None)
        folder = tempfile.TemporaryDirectory(prefix="rockpool-sdk-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        _, health = workbench.call(self.server.endpoint, "GET", "/health")
        self.ports = {"9229": self.server.endpoint.rpartition(":")[2], "9443": str(health["tls_port"])}

    def paste(self, script):
        """What it says."""
        for written, port in self.ports.items():
            script = script.replace(f":{written}", f":{port}")
        environment = {**{name: value for name, value in os.environ.items() if not name.startswith("AWS_")}, "HOME": self.folder,
                       "PATH": f"{os.path.dirname(aws_cli.AWS)}:{os.environ['PATH']}", "NO_PROXY": "*", "no_proxy": "*", "AWS_PAGER": "",
                       "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
        done = subprocess.run(["bash", "-c", BEGINNING + script], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=LIMIT_SECONDS, check=False)
        self.assertEqual(done.returncode, 0, f"{script}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def test_every_line_is_answered_as_it_says(self):
        said = {}
        for script in blocks():
            # The one that shows what an application is told of a provider that lies is refused, and is to be.
            refused = "bad_signature" in script
            with self.subTest(script):
                said[script] = self.paste(script.replace("curl -X POST", "command curl -sS -X POST") if refused else script)
        whole = [(words, [text for script, text in said.items() if words in script]) for words in (
            "update-identity-provider", "initiate-auth", "/_rockpool/messages?", "grant_type=client_credentials", "DemoSaml", "identities", "bad_signature",
            "create-user-import-job", "TooManyRequestsException", "/_rockpool/reset", "CreateUserPoolReplica", "isDown", "compromisedPasswords", "/clock/advance",
            "/_rockpool/tokens", "ca.pem")]
        self.assertEqual([words for words, texts in whole if len(texts) != 1], [], "the README has lost a line, or this test its reason")
        texts = {words: text for words, (text,) in whole}
        for words, expected in {
                "update-identity-provider": '"client_secret": "a-new-secret"', "initiate-auth": '"IdToken"', "/_rockpool/messages?": '"purpose":"CustomMessage_ForgotPassword"',
                "grant_type=client_credentials": '"access_token"', "DemoSaml": '"id_token"', "identities": '"auto":true',
                "bad_signature": '"error_description":"Exception processing authorization code"', "create-user-import-job": "The import succeeded.",
                "TooManyRequestsException": '"times":2', "CreateUserPoolReplica": '"Name":"two-regions"', "isDown": '{"down":["us-east-1"]}', "compromisedPasswords": '"compromisedPasswords":1',
                "/clock/advance": '"offset_seconds":93600', "/_rockpool/tokens": '"IdToken"', "ca.pem": '"status":"ok"'}.items():
            self.assertIn(expected, texts[words], words)
