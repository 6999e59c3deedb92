"""Terraform's AWS provider sets up a stack, finds nothing to change, changes it in place, imports it, and tears it down."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest

from process_layer import Client, Server, clean_environment

STACK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stack")
LIMIT_SECONDS = 300
NOTHING_TO_CHANGE, TO_CHANGE = 0, 2  # what `plan -detailed-exitcode` ends with


class Terraform:
    """The stack in a folder of its own, against one endpoint. Plugins come from the folder TEST_TERRAFORM_PLUGINS, if it is set.
    That has to be absolute: Terraform runs in a folder of its own, and ./dev in the project's."""

    def __init__(self, folder, endpoint):
        self._folder = folder
        shutil.copytree(STACK, folder, dirs_exist_ok=True)
        self._environment = dict(clean_environment(), TF_IN_AUTOMATION="1", TF_INPUT="0", CHECKPOINT_DISABLE="1",
                                 TF_VAR_endpoint=endpoint, TF_CLI_CONFIG_FILE=os.path.join(folder, "terraform.rc"))
        plugins = os.environ.get("TEST_TERRAFORM_PLUGINS")
        with open(self._environment["TF_CLI_CONFIG_FILE"], "w", encoding="utf-8") as configuration:
            if plugins:
                if not os.path.isabs(plugins):
                    raise AssertionError("TEST_TERRAFORM_PLUGINS is not an absolute path")
                configuration.write("provider_installation {\n  filesystem_mirror { path = %s }\n}\n" % json.dumps(plugins))
        self("init")

    def __call__(self, verb, *arguments, stage=1, allowed=(0,)):
        command = ["terraform", *verb.split(), "-no-color", *arguments]
        done = subprocess.run(command, cwd=self._folder, env=dict(self._environment, TF_VAR_stage=str(stage)), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT_SECONDS, check=False)
        if done.returncode not in allowed:
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-6000:]}")
        return done

    def apply(self, stage):
        self("apply", "-auto-approve", stage=stage)

    def plan(self, stage):
        """What there is to change, in Terraform's words; empty if nothing."""
        done = self("plan", "-detailed-exitcode", stage=stage, allowed=(NOTHING_TO_CHANGE, TO_CHANGE))
        return done.stdout if done.returncode == TO_CHANGE else ""

    def resources(self):
        shown = json.loads(self("show", "-json").stdout)
        return [resource for resource in shown["values"]["root_module"]["resources"] if resource["mode"] == "managed"]

    def forget(self, resources):
        self("state rm", *[resource["address"] for resource in resources])


def can_be_imported(resource):
    """The provider has no import of a group's members, and what it imports of a user has not the password that the configuration gives."""
    return resource["type"] != "aws_cognito_user_in_group" and not resource["values"].get("password")


def import_id(resource):
    values = resource["values"]
    of_pool = resource["type"] == "aws_cognito_user_pool_client"
    return f"{values['user_pool_id']}/{values['id']}" if of_pool else values["id"]


class TerraformStack(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.terraform = Terraform(folder.name, self.server.endpoint)

    def test_finds_nothing_to_change_after_each_change_and_after_an_import(self):
        ids = []
        for stage in (1, 2):
            self.terraform.apply(stage)
            self.assertEqual(self.terraform.plan(stage), "")
            resources = self.terraform.resources()
            ids.append({resource["address"]: resource["values"]["id"] for resource in resources})
        self.assertEqual(ids[0], ids[1])
        self.assertEqual(len(resources), 23)
        pools = {resource["values"]["name"]: resource["values"]["id"] for resource in resources
                 if resource["type"] == "aws_cognito_user_pool"}
        forgotten = [resource for resource in resources if can_be_imported(resource)]
        self.assertEqual(len(forgotten), 21)
        self.terraform.forget(forgotten)
        for resource in forgotten:
            self.terraform("import", resource["address"], import_id(resource), stage=2)
        self.assertEqual(self.terraform.plan(2), "")
        self.assertEqual({pool["Name"]: pool["Id"] for pool in self.pools()}, pools)
        self.terraform("destroy", "-auto-approve", stage=2)
        self.assertEqual(self.pools(), [])

    def pools(self):
        client = Client(self.server.endpoint)
        self.addCleanup(client.close)
        return client.must("ListUserPools", MaxResults=60)["UserPools"]
