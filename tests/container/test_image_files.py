"""The files of docker/ agree with one another, with the options and with the tree, which no build would say before someone runs it."""

import os
import subprocess
import tomllib
import unittest

import yaml

import server
from image_files import ROOT, Image, read, visible_to_the_builder

DEFAULTS = tomllib.loads(read("config", "rockpool.toml"))
LEAST_USER_OF_PEOPLE = 1000


class Dockerfile(unittest.TestCase):
    def setUp(self):
        self.image = Image()

    def test_ends_in_an_empty_image(self):
        self.assertEqual(self.image.base, "scratch")

    def test_runs_as_a_user_who_is_not_root_and_has_a_number_since_there_are_no_names(self):
        self.assertGreaterEqual(self.image.user, LEAST_USER_OF_PEOPLE)
        self.assertGreaterEqual(self.image.group, LEAST_USER_OF_PEOPLE)

    def test_gives_the_volume_to_that_user(self):
        owner = f"--chown={self.image.user}:{self.image.group}"
        self.assertEqual([copy[-1] for copy in self.image.copies if owner in copy], [self.image.volume])

    def test_sets_no_variable_that_is_no_option(self):
        keys = {name.removeprefix("ROCKPOOL_").lower() for name in self.image.environment if name.startswith("ROCKPOOL_")}
        self.assertEqual(keys - set(DEFAULTS), set())

    def test_listens_where_other_containers_reach_it_and_keeps_its_data_in_the_volume(self):
        self.assertEqual(self.image.environment["ROCKPOOL_HOST"], "0.0.0.0")
        self.assertEqual(os.path.dirname(self.image.environment["ROCKPOOL_DATABASE"]), self.image.volume)

    def test_exposes_the_default_port(self):
        self.assertEqual(self.image.port, DEFAULTS["port"])

    def test_asks_for_health_with_the_program_itself_and_without_a_shell(self):
        self.assertEqual(self.image.healthcheck, [*self.image.entry_point, "--healthcheck"])

    def test_stops_with_the_signal_that_ends_it_in_good_order(self):
        self.assertEqual(self.image.stop_signal, "SIGTERM")


class Compose(unittest.TestCase):
    def setUp(self):
        self.image = Image()
        self.compose = yaml.safe_load(read("docker", "compose.yaml"))
        self.rockpool = self.compose["services"]["rockpool"]
        self.client = self.compose["services"]["client"]

    def test_builds_this_tree_with_this_dockerfile(self):
        build = self.rockpool["build"]
        context = os.path.normpath(os.path.join(ROOT, "docker", build["context"]))
        self.assertEqual(context, ROOT)
        self.assertTrue(os.path.samefile(os.path.join(context, build["dockerfile"]), os.path.join(ROOT, "docker", "Dockerfile")))

    def test_publishes_the_port_of_the_image_to_this_machine_alone(self):
        port = self.image.port
        self.assertEqual(self.rockpool["ports"], [f"127.0.0.1:{port}:{port}"])

    def test_mounts_a_named_volume_where_the_image_keeps_its_data(self):
        name, _, target = self.rockpool["volumes"][0].partition(":")
        self.assertIn(name, self.compose["volumes"])
        self.assertEqual(target, self.image.volume)

    def test_has_the_image_s_healthcheck_and_a_root_that_is_read_only(self):
        self.assertEqual(self.rockpool["healthcheck"]["test"], ["CMD", *self.image.healthcheck])
        self.assertIs(self.rockpool["read_only"], True)

    def test_has_a_client_that_waits_for_health_and_calls_by_the_service_s_name(self):
        self.assertEqual(self.client["depends_on"], {"rockpool": {"condition": "service_healthy"}})
        self.assertIn(f"http://rockpool:{self.image.port}", self.client["command"].split())


class Dockerignore(unittest.TestCase):
    # What no build step reads, but the builder runs or puts into the image.
    BESIDE_THE_BUILD = {"CMakePresets.json", "LICENSE", "NOTICE", "dev", "scripts"}

    def test_lets_through_all_that_the_static_program_is_made_of(self):
        build = os.path.dirname(server.binary_path())
        listed = subprocess.run(["ninja", "-C", build, "-t", "inputs", os.path.basename(server.binary_path()), "build.ninja"],
                                check=True, capture_output=True, text=True).stdout.splitlines()
        inside = [os.path.relpath(path, ROOT) for path in listed if path.startswith(ROOT + os.sep) and not path.startswith(build)]
        needed = {path.partition(os.sep)[0] for path in inside} | self.BESIDE_THE_BUILD
        self.assertLessEqual({"CMakeLists.txt", "server", "storage"}, needed)
        self.assertEqual(needed - set(visible_to_the_builder()), set())

    def test_keeps_builds_databases_and_the_history_out(self):
        self.assertEqual({"build", ".git", "rockpool.db", "tests"} & set(visible_to_the_builder()), set())
