"""What kind of file the static program is."""

import os
import subprocess
import unittest

import server

MOST_BYTES = 18 * 1024 * 1024


class StaticProgram(unittest.TestCase):
    def readelf(self, option):
        return subprocess.run(["readelf", "--wide", option, server.binary_path()], check=True, capture_output=True, text=True).stdout

    def test_needs_no_loader_and_no_library(self):
        self.assertNotIn("INTERP", self.readelf("--program-headers"))
        self.assertNotIn("NEEDED", self.readelf("--dynamic"))

    def test_lies_at_another_address_each_time(self):
        self.assertIn("PIE", self.readelf("--dynamic"))

    def test_is_stripped_and_below_18_mib(self):
        self.assertNotIn(".symtab", self.readelf("--section-headers"))
        self.assertLess(os.path.getsize(server.binary_path()), MOST_BYTES)
