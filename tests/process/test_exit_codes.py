"""What keeps the server from starting: an exit code of its own, and one sentence on standard error."""

import contextlib
import os
import sqlite3

from processes import ProcessTestCase


class WrongOptions(ProcessTestCase):
    CODE = 2

    def test_an_option_that_does_not_exist_is_named(self):
        self.assertIn("--frobnicate", self.assert_refuses(self.CODE, "--frobnicate"))

    def test_a_value_that_is_none_of_the_choices_is_named(self):
        sentence = self.assert_refuses(self.CODE, "--durability", "eternal")
        self.assertIn("--durability", sentence)
        self.assertIn("eternal", sentence)

    def test_a_port_that_is_no_port_is_named(self):
        self.assertIn("65536", self.assert_refuses(self.CODE, "--port", "65536"))

    def test_a_wrong_value_in_the_environment_is_named_with_its_variable(self):
        sentence = self.assert_refuses(self.CODE, environment={"ROCKPOOL_ACCOUNT": "mine"})
        self.assertIn("ROCKPOOL_ACCOUNT", sentence)

    def test_a_key_of_the_file_that_does_not_exist_is_named_with_its_line(self):
        config = self.write("rockpool.toml", 'region = "us-east-1"\nmax_swimming_pools = 3\n')
        sentence = self.assert_refuses(self.CODE, "--config", config)
        self.assertIn(config, sentence)
        self.assertIn("line 2", sentence)
        self.assertIn("max_swimming_pools", sentence)

    def test_a_file_that_is_no_toml_is_named(self):
        config = self.write("rockpool.toml", "region = us-east-1\n")
        self.assertIn(config, self.assert_refuses(self.CODE, "--config", config))

    def test_a_file_that_is_missing_is_named(self):
        config = self.path("nowhere.toml")
        self.assertIn(config, self.assert_refuses(self.CODE, "--config", config))

    def test_no_database_is_made(self):
        self.assert_refuses(self.CODE, "--database", self.database, "--port", "0", "--region", "")
        self.assertFalse(os.path.exists(self.database))


class DatabaseThatCannotBeOpened(ProcessTestCase):
    CODE = 3

    def refuse(self, database):
        sentence = self.assert_refuses(self.CODE, "--port", "0", "--database", database)
        self.assertIn(database, sentence)
        return sentence

    def test_a_directory_that_is_missing_is_named(self):
        self.assertIn(self.path("nowhere"), self.refuse(os.path.join(self.path("nowhere"), "rockpool.db")))

    def test_a_path_that_is_a_directory_is_refused(self):
        self.assertIn("directory", self.refuse(self.folder))

    def test_a_second_server_on_the_same_file_is_refused_and_the_first_goes_on(self):
        first = self.start(database=self.database)
        self.assertIn("another rockpool", self.refuse(self.database))
        first.stop()

    def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(self):
        text = "these are the notes that somebody keeps here\n" * 100
        self.refuse(self.write("notes.txt", text))
        with open(self.path("notes.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), text)

    def test_a_database_of_another_application_is_refused_and_left_as_it_is(self):
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.execute("CREATE TABLE theirs (value)")
            connection.commit()
        self.refuse(self.database)
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            self.assertEqual(connection.execute("SELECT name FROM sqlite_schema").fetchall(), [("theirs",)])


class DatabaseOfANewerVersion(ProcessTestCase):
    CODE = 4

    def test_is_refused_with_its_version_and_left_as_it_is(self):
        self.start(database=self.database).stop()
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.execute("PRAGMA user_version=9999")
        sentence = self.assert_refuses(self.CODE, "--port", "0", "--database", self.database)
        self.assertIn(self.database, sentence)
        self.assertIn("9999", sentence)
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            self.assertEqual(connection.execute("PRAGMA user_version").fetchone(), (9999,))


class AddressThatCannotBeListenedAt(ProcessTestCase):
    CODE = 6

    def test_a_port_in_use_is_named_and_no_database_is_made(self):
        port = self.taken_port()
        sentence = self.assert_refuses(self.CODE, "--port", str(port), "--database", self.database)
        self.assertIn(str(port), sentence)
        self.assertIn("in use", sentence)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_database_of_another_server_is_not_even_looked_at(self):
        first = self.start(database=self.database)
        port = first.endpoint.rpartition(":")[2]
        self.assert_refuses(self.CODE, "--port", port, "--database", self.database)
        first.stop()

    def test_an_address_of_another_machine_is_named(self):
        sentence = self.assert_refuses(self.CODE, "--host", "192.0.2.1", "--port", "0", "--database", self.database)
        self.assertIn("192.0.2.1", sentence)
