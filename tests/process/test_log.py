"""The log of requests: one line for each, of whatever kind, in text or JSON."""

import json

import api
import log_lines
from processes import ProcessTestCase

MAX_BODY_BYTES = 2048
POOL = "us-east-1_logPool1"


def ask_for_pools(endpoint):
    return api.post(endpoint, "ListUserPools", '{"MaxResults": 1}').status


def describe_nobody(endpoint):
    return api.post(endpoint, "DescribeUserPool", json.dumps({"UserPoolId": POOL})).status


def send_no_http(endpoint):
    return int(api.send_bytes(endpoint, b"what is this\r\n\r\n").split(" ")[1])


# What is sent, and the status that the line must have.
REQUESTS = {
    "a call that succeeds": (ask_for_pools, 200),
    "a call that is refused": (describe_nobody, 400),
    "an operation that does not exist": (lambda endpoint: api.post(endpoint, "CreateLagoon", "{}").status, 400),
    "an operation that is not there yet": (lambda endpoint: api.post(endpoint, "SignUp", "{}").status, 400),
    "a body that is no JSON": (lambda endpoint: api.post(endpoint, "ListUserPools", "{").status, 400),
    "an unknown path": (lambda endpoint: api.send(endpoint, "GET", "/lagoon").status, 404),
    "a wrong method": (lambda endpoint: api.send(endpoint, "PUT", "/").status, 405),
    "a body over the limit": (lambda endpoint: api.post(endpoint, "ListUserPools", " " * (MAX_BODY_BYTES + 1)).status, 413),
    "what is no HTTP": (send_no_http, 400),
}


class RequestLog(ProcessTestCase):
    def start_server(self, *options):
        return self.start("--max-body-bytes", str(MAX_BODY_BYTES), *options)

    def lines_after(self, send, *options, form="text"):
        process = self.start_server("--log-format", form, *options)
        send(process.endpoint)
        process.stop()
        return log_lines.requests(log_lines.log_of_the_last_ended(), form)

    def test_has_one_line_at_level_info_for_each_request_whatever_it_is(self):
        for form in log_lines.READERS:
            for name, (send, status) in REQUESTS.items():
                with self.subTest(name, form=form):
                    statuses = []
                    lines = self.lines_after(lambda endpoint: statuses.append(send(endpoint)), form=form)
                    self.assertEqual(statuses, [status])
                    self.assertEqual([(line["level"], line["status"]) for line in lines], [("info", str(status))])

    def test_names_the_operation_the_error_the_pool_and_the_time_that_it_took(self):
        for form in log_lines.READERS:
            with self.subTest(form):
                line, = self.lines_after(describe_nobody, form=form)
                self.assertEqual((line["operation"], line["error"], line["pool"]),
                                 ("DescribeUserPool", "ResourceNotFoundException", POOL))
                self.assertRegex(line["micros"], r"\A\d+\Z")
                self.assertRegex(line["request_id"], r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")

    def test_has_a_line_for_each_request_of_one_connection(self):
        call = (b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools\r\n"
                b"Content-Length: 16\r\n\r\n" + b'{"MaxResults":1}')
        self.assertEqual(len(self.lines_after(lambda endpoint: api.send_bytes(endpoint, call * 3))), 3)

    def test_says_nothing_of_requests_above_level_info(self):
        for level in ("warning", "error", "off"):
            with self.subTest(level):
                self.assertEqual(self.lines_after(lambda endpoint: [send(endpoint) for send, _ in REQUESTS.values()],
                                                  "--log-level", level), [])

    def test_keeps_to_one_line_whatever_a_client_sends(self):
        def send_line_breaks(endpoint):
            api.post(endpoint, "DescribeUserPool", json.dumps({"UserPoolId": "a_b\n2026 info request status=200"}))
            api.send(endpoint, "GET", "/%0A2026%20info%20request%20status=200")
            api.send_bytes(endpoint, b"\n\x1b[2J\xff\xe2\x80\xa8 request status=200\n\r\n\r\n")

        for form in log_lines.READERS:
            with self.subTest(form):
                lines = self.lines_after(send_line_breaks, form=form)
                self.assertEqual([line["status"] for line in lines], ["400", "404", "400"])
                log = log_lines.log_of_the_last_ended()
                self.assertEqual([c for c in log if c != "\n" and not " " <= c <= "~"], [])
