"""Options as their effects show them: by flag, environment and file, and which of these beats which."""

import os

import api
from processes import ProcessTestCase


class InformationalFlags(ProcessTestCase):
    def print(self, flag):
        ended = self.run_to_end(flag)
        self.assertEqual((ended.code, ended.errors), (0, ""))
        return ended.output

    def test_version_prints_one_line(self):
        self.assertRegex(self.print("--version"), r"\Arockpool \d+\.\d+\.\d+\n\Z")

    def test_help_names_options_with_their_defaults_and_variables(self):
        output = self.print("--help")
        for text in ("--provider-details-update", "ROCKPOOL_PROVIDER_DETAILS_UPDATE", "merge", "9229", "./rockpool.db"):
            self.assertIn(text, output)

    def test_neither_makes_a_database(self):
        self.print("--version")
        self.print("--help")
        self.assertEqual(os.listdir(self.folder), [])


class Healthcheck(ProcessTestCase):
    def check(self, *arguments, **settings):
        ended = self.run_to_end("--healthcheck", *arguments, **settings)
        self.assertEqual(ended.output, "")
        return ended.code

    def test_is_zero_while_a_server_runs_and_one_after_it(self):
        process = self.start()
        port = process.endpoint.rpartition(":")[2]
        self.assertEqual(self.check("--port", port), 0)
        self.assertEqual(self.check(environment={"PORT": port}), 0)
        process.stop()
        self.assertEqual(self.check("--port", port), 1)

    def test_is_one_where_something_else_answers(self):
        port = self.taken_port()  # it takes connections and never says a word
        self.assertEqual(self.check("--port", str(port)), 1)


class Precedence(ProcessTestCase):
    """The region shows in the id of a pool, and a port that is taken in the refusal to start."""

    def region(self, *arguments, environment=None):
        process = self.begin("--port", "0", "--database", ":memory:", *arguments, environment=environment)
        pool = api.call(process.read_endpoint(), "CreateUserPool", PoolName="where am I")["UserPool"]
        process.send()
        self.assertEqual(process.wait().code, 0)
        return pool["Id"].partition("_")[0]

    def config(self, text):
        return self.write("rockpool.toml", text)

    def assert_takes_port(self, port, *arguments, **settings):
        self.assertIn(str(port), self.assert_refuses(6, "--database", ":memory:", *arguments, **settings))

    def assert_starts(self, *arguments, **settings):
        process = self.begin("--database", ":memory:", *arguments, **settings)
        process.read_endpoint()
        process.send()
        self.assertEqual(process.wait().code, 0)

    def test_the_default_counts_where_nothing_is_set(self):
        self.assertEqual(self.region(), "us-east-1")

    def test_the_file_beats_the_default(self):
        self.assertEqual(self.region("--config", self.config('region = "eu-west-1"')), "eu-west-1")

    def test_the_file_may_be_named_by_the_environment(self):
        config = self.config('region = "eu-west-1"')
        self.assertEqual(self.region(environment={"ROCKPOOL_CONFIG": config}), "eu-west-1")

    def test_the_environment_beats_the_file(self):
        config = self.config('region = "eu-west-1"')
        self.assertEqual(self.region("--config", config, environment={"ROCKPOOL_REGION": "eu-west-2"}), "eu-west-2")

    def test_a_flag_beats_the_environment_and_the_file(self):
        config = self.config('region = "eu-west-1"')
        self.assertEqual(
            self.region("--config", config, "--region", "eu-west-3", environment={"ROCKPOOL_REGION": "eu-west-2"}), "eu-west-3")

    def test_an_empty_variable_is_as_good_as_none(self):
        self.assertEqual(self.region(environment={"ROCKPOOL_REGION": ""}), "us-east-1")

    def test_port_counts_as_a_variable_of_rockpool(self):
        port = self.taken_port()
        self.assert_takes_port(port, environment={"PORT": str(port)})
        self.assert_takes_port(port, environment={"ROCKPOOL_PORT": str(port)})

    def test_rockpools_own_variable_beats_port(self):
        port = self.taken_port()
        self.assert_takes_port(port, environment={"PORT": "0", "ROCKPOOL_PORT": str(port)})
        self.assert_starts(environment={"PORT": str(port), "ROCKPOOL_PORT": "0"})

    def test_port_beats_the_file_and_a_flag_beats_port(self):
        port = self.taken_port()
        config = self.config(f"port = {port}")
        self.assert_takes_port(port, "--config", config)
        self.assert_starts("--config", config, environment={"PORT": "0"})
        self.assert_starts("--config", config, "--port", "0", environment={"PORT": str(port)})

    def test_a_table_of_the_file_is_read_before_anything_is_begun(self):
        config = self.config('[triggers]\nfunctions = [{ function = "a", webhok = "http://127.0.0.1/" }]')
        sentence = self.assert_refuses(2, "--database", self.database, "--config", config)
        self.assertIn('Function 1 of [triggers]: there is no member named "webhok".', sentence)
        self.assertFalse(os.path.exists(self.database))

    def test_a_database_of_the_file_is_used(self):
        config = self.config(f'port = 0\ndatabase = "{self.database}"')
        process = self.begin("--config", config)
        pool = api.call(process.read_endpoint(), "CreateUserPool", PoolName="kept", UserPoolTags={"of": "the test"})["UserPool"]
        process.send()
        self.assertEqual(process.wait().code, 0)
        second = self.start(database=self.database)
        self.assertEqual(api.call(second.endpoint, "DescribeUserPool", UserPoolId=pool["Id"])["UserPool"], pool)
        second.stop()
