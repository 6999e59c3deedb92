"""Whole HTTP requests whose content is hostile: JSON, values, headers of the protocol, and XML inside JSON.

Each function makes one attack; `chance` is a seeded random.Random.
"""

import json

from attack import TARGET, Attack, call
from saml_bombs import saml_bomb

POOL = "us-east-1_hostile01"
# Members of every JSON type and depth, so that a mutation of it meets every branch.
CREATE_POOL = {
    "PoolName": "mutated", "Policies": {"PasswordPolicy": {"MinimumLength": 8, "RequireNumbers": True}}, "AutoVerifiedAttributes": ["email"],
    "Schema": [{"Name": "age", "AttributeDataType": "Number", "NumberAttributeConstraints": {"MinValue": "0"}}], "UserPoolTags": {"a": "b"}}


def refused(operation, body, *fields):
    return Attack(call(operation, body, *fields), 400)


def provider(chance, **changes):
    request = {"UserPoolId": POOL, "ProviderName": f"hostile-{chance.randrange(10**9)}", "ProviderType": "SAML",
               "ProviderDetails": {"MetadataFile": "<a/>"}}
    return {**request, **changes}


def no_json(chance):
    return refused("ListUserPools", chance.choice([
        b"{", b"}", b'{"MaxResults":', b'{"MaxResults":1}x', b"{'MaxResults':1}", b'{"MaxResults":01}', b"\xef\xbb\xbf{", b"null", b"[]",
        b'"text"', b"1", b"{\x00}", b'{"MaxResults":1}\x00', b'{"MaxResults":1,}', b"/**/{}", b"NaN", b'{"MaxResults":Infinity}']))


def invalid_utf8(chance):
    wrong = chance.choice([b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\xf8\x88\x80\x80\x80"])
    return refused("DescribeUserPool", b'{"UserPoolId":"' + wrong * chance.randrange(1, 1000) + b'"}')


def half_a_surrogate(chance):
    escape = chance.choice(["\\ud800", "\\udfff", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud83d x"])
    return refused("DescribeUserPool", f'{{"UserPoolId":"{escape}"}}')


def deep_json(chance):
    depth = chance.choice([129, 1000, 100_000, 170_000])  # the last is what 1 MiB holds
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    inside = opening * depth + "1" + closing * depth * chance.randrange(2)
    return refused("ListUserPools", f'{{"MaxResults":1,"Extra":{inside}}}')


def wrong_types(chance):
    wrong = chance.choice([[], {}, [[]], {"a": {}}, 1.5, -1, True, [None], "\x00", 2**70, [{}], {"": ""}])
    request = json.loads(json.dumps(CREATE_POOL))
    request[chance.choice(["Policies", "AutoVerifiedAttributes", "Schema"])] = [[wrong]]
    return refused("CreateUserPool", request)


def giant_numbers(chance):
    number = chance.choice(["1e999", "-1e999", "9" * 400, "1" + "0" * 100_000, "1e-999999", "-9223372036854775809", "2147483648", "1e309",
                            '"1e5"', '"99999999999999999999"', '"0x1"', "0." + "0" * 100_000 + "1", "-0"])
    return refused("ListUserPools", f'{{"MaxResults":{number}}}')


def huge_texts(chance):
    piece = chance.choice(["x", "\u00e4", "\U0001f600", "\\", "\n", "%s", "\u2028"])
    text = piece * chance.randrange(10_000, 250_000 // (len(json.dumps(piece)) - 2))  # with the identifiers less than 1 MiB
    return refused("CreateIdentityProvider", provider(chance, ProviderName=text, IdpIdentifiers=[text[:1000]] * 60))


def many_elements(chance):
    count = chance.randrange(1000, 50_000)
    many = chance.choice([{"Schema": [{"Name": ""}] * count}, {"UserPoolTags": {str(i): "" for i in range(count)}, "PoolName": ""},
                          {"AutoVerifiedAttributes": ["fax"] * count}, {"Schema": [{"Name": "email"}] * count}])
    return refused("CreateUserPool", {"PoolName": "many", **many})


def equal_keys(chance):
    count = chance.randrange(2, 20_000)
    return refused("ListUserPools", "{" + '"MaxResults":1,' * count + '"MaxResults":0}')


def control_characters(chance):
    text = "".join(chr(chance.randrange(32)) for _ in range(50)) + "\r\nX-Injected: 1\r\n\r\n"
    return refused("DescribeIdentityProvider", {"UserPoolId": POOL, "ProviderName": text})


def mutated_json(chance):
    """Most of them are no JSON any more; some are still a request."""
    text = bytearray(json.dumps(CREATE_POOL).encode())
    for _ in range(chance.randrange(1, 8)):
        text[chance.randrange(len(text))] = chance.choice(b'{}[]",:\\\x00\xff0-e' + chance.randbytes(1))
    return Attack(call("CreateUserPool", bytes(text)), 200, 400)


def unknown_operation(chance):
    name = chance.choice(["", "Nothing", "listuserpools", "ListUserPools ", "ListUserPools\u00e4", "../ListUserPools", "A" * 20_000, "%s%n"])
    return Attack(call(name, {"MaxResults": 1}), 400) if name != "ListUserPools " else odd_target_header(chance)


def odd_target_header(chance):
    value = chance.choice(["", "ListUserPools", TARGET, TARGET * 2, "DynamoDB_20120810.ListTables", "." * 1000, TARGET[:-1]])
    return Attack(call("ListUserPools", {"MaxResults": 1}).replace((TARGET + "ListUserPools").encode(), value.encode()), 400)


def odd_authorization(chance):
    """Credentials are read leniently, so what is refused here is the request."""
    credential = chance.choice(["Credential=" + "/" * 1000, "Credential=" + "a" * 20_000, "=" * 5000, ", " * 5000, "Credential=a/b/\u00e4/d/e",
                                "Credential=" + "9" * 12 + "/x/../../etc/y/z", "\t" * 100])
    return refused("ListUserPools", {"MaxResults": 0}, f"Authorization: AWS4-HMAC-SHA256 {credential}")


def odd_content_type(chance):
    kind = chance.choice(["text/xml", "multipart/form-data; boundary=x", "application/json, text/plain", "a" * 10_000, ";", "\u00e4"])
    data = call("ListUserPools", {"MaxResults": 1}).replace(b"application/x-amz-json-1.1", kind.encode())
    return Attack(data, 400, error="UnknownOperationException")


def forged_token(chance):
    token = chance.choice(["A" * 22, "A" * 100_000, "=" * 40, "../", "\x00", "\u00e4", "AAAA" * 8 + "="]) + str(chance.randrange(1000))
    return refused("ListUserPools", {"MaxResults": 1, "NextToken": token})


def saml_metadata(chance):
    return refused("CreateIdentityProvider", provider(chance, ProviderDetails={"MetadataFile": saml_bomb(chance)}))


def forbidden_address(chance):
    """What a document must not be fetched from: the metadata service of clouds, files, and what only looks like a public host."""
    url = chance.choice(["http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://[fe80::1]/",
                         "http://0.0.0.0/", "http://2852039166/", "http://a:b@127.0.0.1/", "http://127.0.0.1:1/", "http://" + "a" * 3000,
                         "http://127.0.0.1\\@example.com/", "http://\u00e4/", "http://[::ffff:169.254.169.254]/", "http://0x7f.1/"])
    return refused("CreateIdentityProvider", provider(chance, ProviderDetails={"MetadataURL": url}))


KINDS = [no_json, invalid_utf8, half_a_surrogate, deep_json, wrong_types, giant_numbers, huge_texts, many_elements, equal_keys,
         control_characters, mutated_json, unknown_operation, odd_target_header, odd_authorization,
         odd_content_type, forged_token, saml_metadata, forbidden_address]
