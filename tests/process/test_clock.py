"""The domain's clock under /_rockpool/clock: what follows it, what does not, and how long it stays moved."""

import datetime
import email.utils
import http.client
import json
import urllib.parse

import api
from processes import ProcessTestCase

JSON = {"Content-Type": "application/json"}
CLOCK = "/_rockpool/clock"


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Clock(ProcessTestCase):
    def show(self, endpoint):
        return api.send(endpoint, "GET", CLOCK).json()

    def change(self, endpoint, **members):
        answer = api.send(endpoint, "PUT", CLOCK, json.dumps(members), JSON)
        self.assertEqual(answer.status, 200, answer)
        return answer.json()

    def reset(self, endpoint):
        self.assertEqual(api.send(endpoint, "POST", "/_rockpool/reset").status, 200)

    def creation_date(self, endpoint):
        return api.call(endpoint, "CreateUserPool", PoolName="pool")["UserPool"]["CreationDate"]

    def test_dates_what_the_api_makes(self):
        server = self.start()
        self.change(server.endpoint, now="2031-05-06T07:08:09.010Z", frozen=True)
        self.assertEqual(self.creation_date(server.endpoint), time_of("2031-05-06T07:08:09.010Z"))
        api.send(server.endpoint, "POST", CLOCK + "/advance", '{"duration": "P1DT1S"}', JSON)
        self.assertEqual(self.creation_date(server.endpoint), time_of("2031-05-07T07:08:10.010Z"))

    def test_does_not_date_http(self):
        server = self.start()
        self.change(server.endpoint, now="2031-05-06T07:08:09Z")
        address = urllib.parse.urlsplit(server.endpoint)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=api.LIMIT_SECONDS)
        self.addCleanup(connection.close)
        connection.request("GET", CLOCK)
        answer = connection.getresponse()
        wall = time_of(json.loads(answer.read())["wall"])
        self.assertLess(abs(email.utils.parsedate_to_datetime(answer.headers["Date"]).timestamp() - wall), 60)

    def test_stands_where_it_stood_after_a_restart_which_warns(self):
        server = self.start(database=self.database)
        self.change(server.endpoint, now="2031-05-06T07:08:09Z", frozen=True)
        server.kill()
        process = self.begin("--port", "0", "--database", self.database, "--log-format", "json")
        self.assertEqual(self.show(process.read_endpoint())["now"], "2031-05-06T07:08:09.000Z")
        process.send()
        warnings = [line for line in map(json.loads, process.wait().errors.splitlines()) if line["level"] == "warning"]
        self.assertEqual([line["now"] for line in warnings], ["2031-05-06T07:08:09.000Z"])

    def test_is_taken_back_by_a_reset_for_good(self):
        server = self.start(database=self.database)
        self.change(server.endpoint, offset_seconds=-86400, frozen=True)
        self.reset(server.endpoint)
        shown = self.show(server.endpoint)
        self.assertEqual((shown["offset_seconds"], shown["frozen"], shown["now"]), (0, False, shown["wall"]))
        server.kill()
        process = self.begin("--port", "0", "--database", self.database)
        self.assertEqual(self.show(process.read_endpoint())["offset_seconds"], 0)
        process.send()
        self.assertNotIn("clock", process.wait().errors.replace(CLOCK, ""))

    def test_refuses_what_is_no_time_with_a_typed_error(self):
        server = self.start()
        answer = api.send(server.endpoint, "PUT", CLOCK, '{"now": "tomorrow"}', JSON)
        self.assertEqual((answer.status, answer.json()["__type"]), (400, "InvalidParameterException"))
        self.assertEqual(self.show(server.endpoint)["offset_seconds"], 0)
