"""The AWS CLI for whoever calls it often: loaded once, and each command a driver of its own, as /usr/bin/aws makes one.

To start the program takes a hundred times as long as its command; test_aws_cli.py calls the program itself.
"""

import contextlib
import io
import os
import subprocess
from unittest import mock

import awscli.clidriver  # Debian's, for Debian's interpreter
from aws_cli import AwsCli


class LoadedAwsCli(AwsCli):
    """One command at a time: the standard streams and the environment are the command's while it runs."""

    def run(self, *arguments):
        words = [*self._command[1:], *arguments]
        environment = {**self._environment, "AWS_DATA_PATH": os.environ["AWS_DATA_PATH"]}  # the package sets it as it loads
        output, errors = io.StringIO(), io.StringIO()
        with mock.patch.dict(os.environ, environment, clear=True), contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = awscli.clidriver.create_clidriver(words).main(words)
        return subprocess.CompletedProcess(words, status, output.getvalue(), errors.getvalue())
