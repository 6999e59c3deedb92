"""The identity provider that the rows ask about and change."""

import json

import load
import servers

DETAILS = {
    "client_id": "bench-client",
    "client_secret": "bench-secret",
    "attributes_request_method": "GET",
    "oidc_issuer": "https://idp.example.com",
    "authorize_scopes": "openid email profile",
    "authorize_url": "https://idp.example.com/authorize",
    "token_url": "https://idp.example.com/token",
    "attributes_url": "https://idp.example.com/userinfo",
    "jwks_uri": "https://idp.example.com/jwks",
}
NAME = "Bench"


def make_pool(server, name="bench"):
    return servers.call(server.url, "CreateUserPool", {"PoolName": name})["UserPool"]["Id"]


def make_pool_with_provider(server):
    """The pool's id."""
    pool = make_pool(server)
    servers.call(server.url, "CreateIdentityProvider", {"UserPoolId": pool, "ProviderName": NAME, "ProviderType": "OIDC",
                                                        "ProviderDetails": DETAILS, "AttributeMapping": {"email": "email"}})
    return pool


def describe(pool):
    return {"UserPoolId": pool, "ProviderName": NAME}


def update(pool):
    """Of which no two are the same, once the load counts them."""
    return {**describe(pool), "ProviderDetails": {**DETAILS, "client_secret": "secret-@COUNT@"}}


def target(folder, label, server, operation, *requests):
    """The load of these requests in turn, whose texts go into a file of the folder."""
    body = folder / f"{label}-{operation}.json".replace(" ", "-").replace("/", "-")
    body.write_text("\n".join(json.dumps(request) for request in requests))
    return load.Target(label, server, operation, body)


def kilobyte():
    """For servers that do not look at it."""
    return {"UserPoolId": "us-east-1_AAAAAAAAA", "Padding": ["some text of a request"] * 38}


def ceiling_target(folder, server):
    return target(folder, "ceiling (parse 1 kB, answer 600 B)", server, "Ceiling", kilobyte())
