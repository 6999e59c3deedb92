"""What pages of other sites can do with a server that runs on the machine of whoever looks at them: little."""

import http.client
import json
import re
import urllib.parse

import api
import log_lines
from processes import ProcessTestCase

FOREIGN = ["https://evil.example", "null", "http://localhost.evil.example", "file://", "", "http://rockpool.example:3000"]
WELCOME = ["http://localhost:3000", "https://app.localhost", "http://127.0.0.1:8080", "http://[::1]:3000", "https://app.example",
           "http://rockpool.test:3000"]
OPTIONS = ("--allowed-origins", "https://app.example", "--allowed-hosts", "rockpool.test")
SIGNED = "authorization,content-type,x-amz-date,x-amz-target"
UNSIGNED = "content-type,x-amz-target,x-amz-user-agent,cache-control"
# The only paths of /_rockpool that pages may use: the providers that stand in for real ones.
OPEN_PATHS = re.compile(r"/_rockpool/providers/[^/]+/[^/]+/(authorize|token|userinfo|jwks|sso|slo)")
GUARDED = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
           "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Access-Control-Allow-Origin": None}


class WebPageTestCase(ProcessTestCase):
    def exchange(self, method, path, body=None, **headers):
        """(status, headers, JSON of the body). The keywords have underscores for hyphens."""
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.process.endpoint).netloc, timeout=api.LIMIT_SECONDS)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, answer.headers, json.loads(text) if text else None
        finally:
            connection.close()

    def call(self, operation, request="{}", path="/", **headers):
        return self.exchange("POST", path, request.encode(), Content_Type="application/x-amz-json-1.1",
                             X_Amz_Target=f"{api.TARGET}.{operation}", **headers)

    def preflight(self, requested, path="/", **headers):
        return self.exchange("OPTIONS", path, Access_Control_Request_Method="POST", Access_Control_Request_Headers=requested, **headers)


class Calls(WebPageTestCase):
    def setUp(self):
        super().setUp()
        self.process = self.start(*OPTIONS)

    def test_of_foreign_pages_are_refused_where_aws_signs(self):
        for origin in FOREIGN:
            with self.subTest(origin):
                status, headers, answer = self.call("CreateUserPool", '{"PoolName": "theirs"}', Origin=origin)
                self.assertEqual((status, answer["__type"]), (403, "ForbiddenException"))
                self.assertIn("--allowed-origins", answer["message"])
                self.assertEqual(headers["x-amzn-ErrorType"], "ForbiddenException:")
                self.assertEqual(headers["Access-Control-Allow-Origin"], "*", "the page's own developer shall read why")
        status, _, answer = self.call("CreateUserPool", '{"PoolName": "theirs"}', Sec_Fetch_Site="cross-site")
        self.assertEqual((status, answer["__type"]), (403, "ForbiddenException"))
        self.assertEqual(api.call(self.process.endpoint, "ListUserPools", MaxResults=60)["UserPools"], [])

    def test_of_foreign_pages_are_answered_where_aws_answers_browsers(self):
        for origin in FOREIGN:
            with self.subTest(origin):
                status, _, answer = self.call("SignUp", Origin=origin)
                self.assertNotEqual((status, answer["__type"]), (403, "ForbiddenException"))

    def test_of_welcome_pages_are_answered(self):
        for origin in WELCOME:
            with self.subTest(origin):
                host = {"Host": "rockpool.test:9229"} if "rockpool.test" in origin else {}
                status, headers, _ = self.call("ListUserPools", '{"MaxResults": 1}', Origin=origin, **host)
                self.assertEqual((status, headers["Access-Control-Allow-Origin"]), (200, "*"))

    def test_of_a_page_that_points_its_own_name_here_are_refused(self):
        status, _, answer = self.call("ListUserPools", '{"MaxResults": 1}', Origin="http://evil.example:9229", Host="evil.example:9229")
        self.assertEqual((status, answer["__type"]), (403, "ForbiddenException"))

    def test_of_foreign_pages_that_sign_are_refused_at_the_preflight_already(self):
        for path in ("/", "/us-east-1_abc"):
            for origin in FOREIGN:
                with self.subTest(origin, path=path):
                    status, headers, _ = self.preflight(SIGNED, path, Origin=origin)
                    self.assertEqual((status, headers["Access-Control-Allow-Headers"]), (403, None))
                    status, headers, _ = self.preflight(UNSIGNED, path, Origin=origin)
                    self.assertEqual((status, headers["Access-Control-Allow-Headers"]), (200, UNSIGNED))
            for origin in WELCOME[:5]:
                with self.subTest(origin, path=path):
                    status, headers, _ = self.preflight(SIGNED, path, Origin=origin)
                    self.assertEqual((status, headers["Access-Control-Allow-Headers"]), (200, SIGNED))


class Paths(WebPageTestCase):
    def setUp(self):
        super().setUp()
        self.process = self.start()

    def test_of_a_pools_form_are_the_api_and_the_body_says_which_pool_is_meant(self):
        pool = api.call(self.process.endpoint, "CreateUserPool", PoolName="one", UserPoolTags={"of": "the test"})["UserPool"]
        for path in (f"/{pool['Id']}", "/eu-west-1_another", "/us-east-1%5Fabc", "/a_b?x=y"):
            with self.subTest(path):
                status, headers, answer = self.call("DescribeUserPool", json.dumps({"UserPoolId": pool["Id"]}), path)
                self.assertEqual((status, answer["UserPool"]), (200, pool))
                self.assertEqual(headers["Access-Control-Allow-Origin"], "*")

    def test_of_another_form_are_not(self):
        for path in ("/us-east-1", "/_abc", "/us-east-1_", "/us-east-1_a-b", "/us-east-1_abc/", "/us-east-1_abc/x", "/" + "a" * 53 + "_bc",
                     "/us-east-1%2_abc", "/us-east-1_abc%00", "/us-east-1_ab%C3%A4"):
            with self.subTest(path):
                status, _, answer = self.call("ListUserPools", '{"MaxResults": 1}', path)
                self.assertEqual((status, answer["__type"]), (404, "UnknownOperationException"))

    def test_of_a_pools_form_take_the_methods_of_the_api(self):
        status, headers, _ = self.exchange("GET", "/us-east-1_abc")
        self.assertEqual((status, headers["Allow"]), (405, "POST, OPTIONS"))


class Workbench(WebPageTestCase):
    def routes(self):
        """Every (method, path) below /_rockpool in the table of the real server, TLS and all."""
        self.start("--log-level", "debug", "--tls-port", "0").stop()
        lines = map(log_lines.READERS["text"], log_lines.log_of_the_last_ended().splitlines())
        table = [(line["method"], line["path"]) for line in lines if line["message"] == "route"]
        self.assertIn(("POST", "/"), table)
        return [(method, path) for method, path in table if path.startswith("/_rockpool")]

    def assert_guarded(self, headers):
        self.assertEqual({name: headers[name] for name in GUARDED}, GUARDED)

    def test_has_no_path_that_a_foreign_page_can_use(self):
        routes = self.routes()
        self.assertGreaterEqual(len(routes), 5)
        self.process = self.start("--tls-port", "0")
        foreign = [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}, {"Sec_Fetch_Site": "cross-site"},
                   {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
                   {"Host": "127.0.0.1@evil.example"}, {"Host": "evil.example."}]
        for method, path in routes:
            if OPEN_PATHS.fullmatch(path):
                continue
            path = re.sub(r"\{\w+\}", "x", path)
            for headers in foreign:
                with self.subTest(f"{method} {path}", headers=headers):
                    status, answered, answer = self.exchange(method, path, **headers)
                    self.assertEqual((status, answer["__type"]), (403, "ForbiddenException"))
                    self.assert_guarded(answered)
        self.assertEqual(api.send(self.process.endpoint, "GET", "/_rockpool/faults").text, "[]")

    def test_tells_nobody_else_what_it_answers(self):
        self.process = self.start("--tls-port", "0", "--max-body-bytes", "1024")
        cases = [("GET", "/_rockpool/faults", 200), ("GET", "/_rockpool/ca.pem", 200), ("GET", "/_rockpool", 404),
                 ("GET", "/_rockpool/nothing", 404), ("OPTIONS", "/_rockpool/faults", 405), ("POST", "/_rockpool/faults", 405)]
        for method, path, status in cases:
            with self.subTest(f"{method} {path}"):
                connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.process.endpoint).netloc, timeout=api.LIMIT_SECONDS)
                connection.request(method, path)
                answer = connection.getresponse()
                self.assertEqual(answer.status, status)
                self.assert_guarded(answer.headers)
                connection.close()
        status, headers, answer = self.exchange("PUT", "/_rockpool/faults", b" " * 1025, Content_Type="application/json")
        self.assertEqual((status, answer["__type"]), (413, "RequestEntityTooLargeException"))
        self.assert_guarded(headers)


class UnknownVariables(ProcessTestCase):
    def test_are_warned_of_by_name_and_not_by_value(self):
        process = self.begin("--port", "0", "--database", ":memory:",
                             environment={"ROCKPOOL_DATABSE": "a value", "ROCKPOOL_REGION": "eu-west-1", "ROCKPOOL_COLOUR": "x"})
        process.read_endpoint()
        process.send()
        ended = process.wait()
        self.assertEqual(ended.code, 0)
        warnings = [line for line in ended.errors.splitlines() if " warning " in line]
        self.assertEqual(len(warnings), 2, ended.errors)
        self.assertIn("There is no option for the variable ROCKPOOL_DATABSE; the nearest is ROCKPOOL_DATABASE.", ended.errors)
        self.assertIn("There is no option for the variable ROCKPOOL_COLOUR; the nearest is ROCKPOOL_", ended.errors)
        self.assertNotIn("a value", ended.errors)
