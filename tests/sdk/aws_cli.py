"""The AWS CLI as a script calls it: one command, its JSON answer, or its error. A call takes about a second."""

import json
import os
import shutil
import subprocess

# The distribution's version 2 before whatever else is installed under that name.
AWS = shutil.which("aws", path="/usr/bin") or shutil.which("aws") or "aws"


class CommandFailed(Exception):
    pass


class AwsCli:
    def __init__(self, endpoint, account="111122223333", region="us-east-1"):
        self._command = [AWS, "--endpoint-url", endpoint, "--output", "json", "cognito-idp"]
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self._environment.update(
            AWS_ACCESS_KEY_ID=account, AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION=region, AWS_CONFIG_FILE=os.devnull,
            AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true", AWS_MAX_ATTEMPTS="1", AWS_PAGER="",
            NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")

    def run(self, *arguments):
        """`aws cognito-idp ARGUMENTS`, as it ended."""
        return subprocess.run([*self._command, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env=self._environment, timeout=60)

    def __call__(self, command, *flags, **members):
        """The answer to `aws cognito-idp COMMAND FLAGS`, with the members as --cli-input-json. Raises CommandFailed."""
        done = self.run(command, *flags, *(["--cli-input-json", json.dumps(members)] if members else []))
        if done.returncode != 0:
            raise CommandFailed(f"{command}: {done.stderr.strip()}")
        return json.loads(done.stdout) if done.stdout.strip() else {}
