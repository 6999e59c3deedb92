"""Lambda's Invoke API on loopback, behind which the functions of the cases are. What a function answers is in its case, see README.md."""
from __future__ import annotations

import collections
import http.server
import json
import re
import threading
import urllib.parse
from typing import Any, Deque, Dict, List, Mapping, NamedTuple, Optional, Tuple

ACCOUNT = "123456789012"
INVOKE = re.compile(r"/2015-03-31/functions/([^/?]+)/invocations(?:\?.*)?")
WAIT_SECONDS = 60  # for a call that nobody waits for
ANSWER_MEMBERS = {"response", "error", "answer", "text", "status", "type"}


class Call(NamedTuple):
    """One invocation: the event as it came, and its headers."""

    event: bytes
    headers: List[Tuple[str, str]]


class Functions:
    """Those of one case, each with a name that no other case has. `turns` are its answers, of which the last one stays."""

    def __init__(self, prefix: str, turns: Mapping[str, List[Dict[str, Any]]]):
        self._prefix = prefix
        self._turns = {name: collections.deque(answers) for name, answers in turns.items()}
        self._calls: Dict[str, Deque[Call]] = {name: collections.deque() for name in turns}
        self._changed = threading.Condition()

    def arn(self, name: str) -> str:
        """LookupError where the case has no such function."""
        if name not in self._calls:
            raise LookupError(f"the case has no function {name!r}")
        return f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{self._prefix}-{name}"

    def next_call(self, name: str) -> Optional[Call]:
        """The next one that has not been looked at; None where none comes in time."""
        self.arn(name)
        with self._changed:
            self._changed.wait_for(lambda: bool(self._calls[name]), WAIT_SECONDS)
            return self._calls[name].popleft() if self._calls[name] else None

    def unseen(self) -> List[str]:
        """Names of functions with calls that no step has looked at, once for each."""
        with self._changed:
            return [name for name, calls in self._calls.items() for _ in calls]

    def invoke(self, name: str, call: Call) -> Dict[str, Any]:
        """Any thread. What the function answers this time; KeyError where there is no such function."""
        with self._changed:
            turns = self._turns[name]
            said = turns.popleft() if len(turns) > 1 else turns[0]
            self._calls[name].append(call)
            self._changed.notify_all()
            return said


def answer_of(said: Mapping[str, Any], event: bytes) -> Tuple[int, Dict[str, str], bytes]:
    """(status, headers, body) of what a case says of a function."""
    headers = {"Content-Type": "application/json"}
    if "error" in said:
        headers["X-Amz-Function-Error"] = "Unhandled"
        return 200, headers, json.dumps({"errorMessage": said["error"], "errorType": said.get("type", "Error"), "trace": []}).encode()
    if "status" in said:
        headers["x-amzn-ErrorType"] = said["type"]
        return said["status"], headers, b'{"Type":"User","Message":"on purpose"}'
    if "text" in said:
        return 200, headers, said["text"].encode()
    if "answer" in said:
        return 200, headers, json.dumps(said["answer"]).encode()
    whole = json.loads(event)
    whole["response"] = {**whole["response"], **said.get("response", {})}
    return 200, headers, json.dumps(whole).encode()


class FunctionServer:
    """Serves from construction to `stop`."""

    def __init__(self) -> None:
        self._cases: Dict[str, Functions] = {}
        self._lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that the base class calls
                event = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                status, headers, body = outer._invoke(self.path, Call(event, self.headers.items()))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                """Silent: standard error belongs to the runner's report."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def functions_of(self, turns: Mapping[str, List[Dict[str, Any]]]) -> Functions:
        """For one run of one case."""
        with self._lock:
            prefix = f"case{len(self._cases)}"
            self._cases[prefix] = Functions(prefix, turns)
            return self._cases[prefix]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _invoke(self, path: str, call: Call) -> Tuple[int, Dict[str, str], bytes]:
        found = INVOKE.fullmatch(path)
        named = urllib.parse.unquote(found.group(1)) if found else ""
        prefix, _, name = (named.split(":")[6] if named.startswith("arn:") else named).partition("-")
        try:
            with self._lock:
                functions = self._cases[prefix]
            return answer_of(functions.invoke(name, call), call.event)
        except KeyError:
            return 404, {"x-amzn-ErrorType": "ResourceNotFoundException"}, json.dumps({"Message": f"Function not found: {named}"}).encode()
