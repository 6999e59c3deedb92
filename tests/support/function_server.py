"""Lambda's Invoke API on loopback for the layers in Python: a function is what a test says, an event in and an answer out, or any bytes."""

import json
import re
import socket
import socketserver
import threading
import urllib.parse

ACCOUNT = "123456789012"
INVOKE = re.compile(r"/2015-03-31/functions/([^/?]+)/invocations(?:\?(.*))?")
LIMIT_SECONDS = 60
BACKLOG = 512


def arn_of(name):
    return f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{name}"


def http_answer(body, status=200, *fields):
    """The bytes of an answer; `body` is bytes, or what json.dumps takes."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} X", "Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close", *fields, "", ""]
    return "\r\n".join(head).encode() + body


def thrown(message, kind="Error"):
    """What a runtime answers for a function that throws."""
    return http_answer({"errorMessage": message, "errorType": kind, "trace": []}, 200, "X-Amz-Function-Error: Unhandled")


class Call:
    """`path` is that of the request; `event` None where the body is no JSON."""

    def __init__(self, path, headers, body):
        self.path, self.headers, self.text = path, headers, body.decode("utf-8", "replace")
        try:
            self.event = json.loads(self.text)
        except ValueError:
            self.event = None
        found = INVOKE.fullmatch(path)
        named = urllib.parse.unquote(found.group(1)) if found else ""
        self.name = named.split(":")[6] if named.startswith("arn:") else named


class FunctionServer:
    """`functions` holds a handler by name: it takes the event and returns the answer's JSON value, or bytes that are sent as they stand, or
    an iterator of them. `others` takes a call of any other address (a webhook) likewise. `calls` are all calls so far. A thread for each."""

    def __init__(self):
        self.functions, self.others, self.calls = {}, None, []
        self._lock = threading.Lock()
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = LIMIT_SECONDS

            def handle(self):
                try:
                    outer.serve(self.rfile, self.wfile)
                except OSError:
                    pass  # the other side has had enough

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = BACKLOG

        self._server = Server(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def add(self, name, handler):
        """Returns the function's ARN."""
        self.functions[name] = handler
        return arn_of(name)

    def calls_of(self, name):
        with self._lock:
            return [call for call in self.calls if call.name == name]

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def serve(self, source, target):
        call = self._read(source)
        if call is None:
            return
        with self._lock:
            self.calls.append(call)
        handler = self.functions.get(call.name) if call.name else self.others
        if handler is None:
            target.write(http_answer({"Message": f"Function not found: {call.name}"}, 404, "x-amzn-ErrorType: ResourceNotFoundException"))
            return
        if call.headers.get("x-amz-invocation-type") == "Event":
            target.write(http_answer(b"", 202))
            target.flush()
            handler(call.event)
            return
        said = handler(call.event)
        if isinstance(said, (dict, list, str, int, float, type(None))):
            said = http_answer(said)
        for piece in [said] if isinstance(said, bytes) else said:
            target.write(piece)
            target.flush()

    @staticmethod
    def _read(source):
        line = source.readline(65536).decode("latin-1").split(" ")
        if len(line) != 3:
            return None
        headers = {}
        while (field := source.readline(65536).decode("latin-1").strip()) != "":
            name, _, value = field.partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("expect", "").lower() == "100-continue":
            raise OSError("a caller that waits before it sends a body")
        return Call(line[1], headers, source.read(int(headers.get("content-length", "0"))))


def answers(**response):
    """A function that answers with these members of `response`."""
    return lambda event: {**event, "response": {**event["response"], **response}}


def unused_port():
    """Where nothing listens, as far as one can know."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
