"""Requests that are broken as HTTP: lines, fields, lengths, encodings, and several requests where one is announced.

Each function makes one attack; `chance` is a seeded random.Random.
"""

from attack import SMUGGLED, Attack, broken_http, call, head, smuggled_call

GOOD_CALL = call("ListUserPools", {"MaxResults": 1})
CONTROLS = [chr(code) for code in [*range(0, 9), 11, 12, *range(14, 32), 127]]


def bad_request_line(chance):
    return broken_http(chance.choice([
        b"GET\r\n\r\n", b"GET /\r\n\r\n", b"GET  / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1 \r\n\r\n", b" GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\n\n", b"GET / http/1.1\r\n\r\n", b"GET / HTTQ/1.1\r\n\r\n", b"G\x00T / HTTP/1.1\r\n\r\n",
        b"G(T / HTTP/1.1\r\n\r\n", b"/ HTTP/1.1\r\n\r\n", b"\r\n\r\n"]))


def other_protocol(chance):
    return broken_http(chance.choice([
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + chance.randbytes(32),
        b"SSH-2.0-OpenSSH_9.2\r\n", b"*1\r\n$4\r\nPING\r\n", b"EHLO example.com\r\n", b"GET / HTTP/1.2\r\n\r\n", b"GET / HTTP/3\r\n\r\n",
        b"\x05\x01\x00", b"OPTIONS rtsp://h RTSP/1.0\r\n\r\n"]), silent=True)


def random_bytes(chance):
    return broken_http(b"\x00" + chance.randbytes(chance.randrange(1, 20_000)) + b"\r\n\r\n")


def bad_header_field(chance):
    control = chance.choice(CONTROLS)
    return broken_http(head("ListUserPools", chance.choice([
        ": no name", "Name : space before the colon", "no colon", f"Name: {control}", f"N{control}me: value", "Näme: value",
        "Name: lone\rreturn", "(comment): value"])))


def huge_header(chance):
    size = chance.randrange(45_000, 300_000)  # how much of the last piece is header is not counted
    fields = chance.choice([["A: " + "a" * size], ["a" * size + ": b"], ["A: b"] * (size // 6), ["A: b", "  folded"] * (size // 16)])
    return Attack(head("ListUserPools", *fields), 431, error="RequestHeaderFieldsTooLargeException")


def huge_target(chance):
    return Attack(b"GET /" + b"a" * chance.randrange(33_000, 200_000) + b" HTTP/1.1\r\n\r\n", 431)


def odd_target(chance):
    target = chance.choice(["//", "/../../etc/passwd", "/%2e%2e/", "/health%00", "*", "/health/", "/\u00e4", "http://h/none", "h:80",
                            "/?" + "a=b&" * 2000, "?", "/health;x", "\\", "/" + "../" * 3000, "http:///", "/%"])
    method = chance.choice(["GET", "PUT", "CONNECT", "OPTIONS", "TRACE", "INVENTED", "get"])
    return Attack(f"{method} {target} HTTP/1.1\r\nHost: h\r\n\r\n".encode(), 400, 404, 405)


def bad_content_length(chance):
    length = chance.choice(["-1", "+2", "0x2", "2,3", "2;", "two", "", "2 2", "1e1", "18446744073709551616", "9" * 400, "\u0662"])
    return broken_http(head("ListUserPools", f"Content-Length: {length}") + b"{}")


def two_content_lengths(chance):
    body = smuggled_call()
    lengths = [0, len(body)]
    chance.shuffle(lengths)
    return broken_http(head("ListUserPools", *(f"Content-Length: {length}" for length in lengths)) + body)


def length_and_encoding(chance):
    """Whichever of the two a proxy before us would believe, what is smuggled behind it is not run."""
    fields = [f"Content-Length: {chance.choice([4, 5, 6, 300])}", "Transfer-Encoding: chunked"]
    chance.shuffle(fields)
    return broken_http(head("ListUserPools", *fields) + b"0\r\n\r\n" + smuggled_call())


def strange_encoding(chance):
    encoding = chance.choice(["xchunked", "chunked;q=1, gzip", "chunked@", "gzip, chunked", "chunked, identity", "gzip", "identity", ", ", "chun ked", "chunked, gzip"])
    return broken_http(head("ListUserPools", f"Transfer-Encoding: {encoding}") + b"0\r\n\r\n" + smuggled_call())


def hidden_encoding(chance):
    """Spellings by which one parser sees the field and another does not."""
    field = chance.choice(["Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked", "Transfer-Encoding: chunked\x00",
                           "Transfer-Encoding: \x0bchunked", "Transfer\x00-Encoding: chunked", "Transfer-Encoding:\rchunked"])
    return broken_http(head("ListUserPools", "Content-Length: 5", field) + b"0\r\n\r\n" + smuggled_call())


def bad_chunk(chance):
    chunk = chance.choice([b"ZZ\r\n{}\r\n", b"-2\r\n{}\r\n", b"2\r\n{}XX", b"2\n{}\n", b" 2\r\n{}\r\n", b"0x2\r\n{}\r\n", b"2\r{}\r\n",
                           b"F" * 17 + b"\r\n{}\r\n", b"\r\n", b"2;\x00\r\n{}\r\n\x00", b"2 2\r\n{}\r\n"])
    return broken_http(head("ListUserPools", "Transfer-Encoding: chunked") + chunk + b"0\r\n\r\n\r\n\r\n")


def endless_chunk_extras(chance):
    size = chance.randrange(100_000, 300_000)
    extras = chance.choice([b"2;" + b"e" * size + b"\r\n{}\r\n0\r\n\r\n", b"2\r\n{}\r\n0\r\n" + b"T: u\r\n" * (size // 6) + b"\r\n",
                            b"0" * size + b"2\r\n{}\r\n0\r\n\r\n"])
    return Attack(head("ListUserPools", "Transfer-Encoding: chunked") + extras, 400, 431)


def announced_too_large(chance):
    length = chance.choice([8 * 1024 * 1024 + 1, 2**31, 2**32, 2**40, 2**63 - 1])
    return Attack(head("ListUserPools", f"Content-Length: {length}") + b"{}", 413, error="RequestEntityTooLargeException")


def chunk_too_large(chance):
    size = chance.choice([b"800001", b"7FFFFFFF", b"FFFFFFFF", b"7FFFFFFFFFFFFFFF", b"FFFFFFFFFFFFFFFF"])
    return Attack(head("ListUserPools", "Transfer-Encoding: chunked") + size + b"\r\n{}", 413, error="RequestEntityTooLargeException")


def sent_too_large(chance):
    chunk = b"80000\r\n" + b" " * 0x80000 + b"\r\n"
    return Attack(head("ListUserPools", "Transfer-Encoding: chunked") + chunk * (17 + chance.randrange(3)), 413)


def truncated_body(chance):
    length = chance.randrange(3, 1000)
    return Attack(head("ListUserPools", f"Content-Length: {length}") + b" " * chance.randrange(length), silent=True)


def truncated_header(chance):
    return Attack(GOOD_CALL[:chance.randrange(1, GOOD_CALL.index(b"\r\n\r\n"))], silent=True)


def truncated_chunk(chance):
    whole = head("ListUserPools", "Transfer-Encoding: chunked") + b"10\r\n" + b" " * 16 + b"\r\n0\r\n\r\n"
    return Attack(whole[:-chance.randrange(1, 24)], silent=True)


def early_disconnect(chance):
    whole = chance.choice([GOOD_CALL * 20, head("CreateIdentityProvider", "Content-Length: 1000000") + b" " * 500_000])
    return Attack(whole[:chance.randrange(len(whole))], vanishes=True)


def pipelined_garbage(chance):
    garbage = chance.choice([b"\x00", b"garbage\r\n\r\n", b"{}{}\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
    return Attack(GOOD_CALL * chance.randrange(1, 20) + garbage, 200, 400, error="BadRequestException", silent=False)


def body_without_length(chance):
    """The body of a request that announces none is the next request, and none at all."""
    body = b'{"MaxResults": 1}' + b" " * chance.randrange(100) + b"\r\n\r\n"
    return Attack(head("ListUserPools") + body, 400)


def unknown_expectation(chance):
    expectation = chance.choice(["100-continue", "200-ok", "100-continue, 100-continue", "\u00e4"])
    body = b'{"MaxResults": "' + b"x" * chance.randrange(20) + b'"}'
    return Attack(head("ListUserPools", f"Expect: {expectation}", f"Content-Length: {len(body)}") + body, 400)


def odd_host(chance):
    """Names by which the workbench must not be reached, and two of which the server would have to choose one."""
    host = chance.choice(["evil.example", "evil.example.", "localhost.evil.example", "localhost@evil.example", "127.0.0.1:80@evil.example",
                          "[::1", "::1", "[::1]evil.example", "localhost:99999", "localhost:-1", "localhost:x", "localhost/", "localhost?",
                          "localhost#", "localhost, evil.example", "a b", "127.1.evil.example", "\u00e4.example", "%6cocalhost", "localhost\\", "",
                          "x" * 5000, "127.0.0.1.nip.io", "2130706433.evil.example", "LOCALHOST.EVIL.EXAMPLE"])
    return Attack(f"GET /_rockpool/faults HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(), 403, error="ForbiddenException")


def odd_absolute_target(chance):
    """The target in absolute form names the host, whatever the header says."""
    host = chance.choice(["evil.example", "evil.example:9229", "localhost@evil.example", "user:password@localhost", "EVIL.EXAMPLE.", "[::1",
                          "localhost:99999"])
    scheme = chance.choice(["http", "HTTP", "https"])
    return Attack(f"GET {scheme}://{host}/_rockpool/faults HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), 403, error="ForbiddenException")


def two_hosts(chance):
    hosts = ["Host: localhost", chance.choice(["Host: evil.example", "host: localhost", "HOST:"])]
    chance.shuffle(hosts)
    return broken_http("\r\n".join(["GET /health HTTP/1.1", *hosts, "", ""]).encode())


def foreign_page(chance):
    origin = chance.choice(["https://evil.example", "null", "", "http://localhost.evil.example", "http://localhost@evil.example", "\u00e4",
                            "http://localhost, http://evil.example", "http://localhost\t\x85", "x" * 20_000, "http://[::1", "//localhost",
                            "http://127.0.0.1.nip.io", "javascript:alert(1)", "http://localhost:99999"])
    return Attack(call("CreateUserPool", {"PoolName": SMUGGLED}, f"Origin: {origin}"), 403, error="ForbiddenException")


def foreign_preflight(chance):
    requested = chance.choice(["authorization", "AUTHORIZATION", "a,authorization", "x-amz-date", "content-type\t,\tx-amz-security-token",
                               "authorization\u00e4,authorization", ",,,authorization,,,"])
    path = chance.choice(["/", "/us-east-1_abc"])
    return Attack(f"OPTIONS {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                  f"Access-Control-Request-Headers: {requested}\r\n\r\n".encode(), 403, error="ForbiddenException")


def injected_echo(chance):
    """What a preflight echoes cannot begin a header of its own; `answers_in` would stumble over a broken head."""
    requested = chance.choice(["a\rSet-Cookie: b", "a: b", "<script>", "a;b", "a" * 20_000, "\u00e4", "a%0d%0aSet-Cookie: b"])
    return Attack(f"OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nAccess-Control-Request-Method: POST\r\n"
                  f"Access-Control-Request-Headers: {requested}\r\n\r\n".encode(), 200, 400)


def odd_pool_path(chance):
    path = chance.choice(["/us-east-1_", "/_abc", "/us-east-1_a%2Fb", "/us-east-1_a%00", "/us-east-1_%", "/us-east-1_%g1", "/us-east-1_a/..",
                          "/" + "a" * 20_000 + "_b", "/us-east-1_\u00e4", "/%75s-east-1_a-b", "/../us-east-1_abc", "/./us-east-1_abc"])
    data = call("CreateUserPool", {"PoolName": SMUGGLED})
    return Attack(data.replace(b"POST / ", f"POST {path} ".encode()), 404, error="UnknownOperationException")


KINDS = [odd_host, odd_absolute_target, two_hosts, foreign_page, foreign_preflight, injected_echo, odd_pool_path, bad_request_line,
         other_protocol, random_bytes, bad_header_field, huge_header, huge_target, odd_target, bad_content_length, two_content_lengths,
         length_and_encoding, strange_encoding, hidden_encoding, bad_chunk, endless_chunk_extras, announced_too_large, chunk_too_large,
         sent_too_large, truncated_body, truncated_header, truncated_chunk, early_disconnect, pipelined_garbage, body_without_length,
         unknown_expectation]
