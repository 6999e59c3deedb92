"""One valid provider of each type: what a client sends and what every answer then carries.

Source of keys and values: the reference of the identity-provider operations, section 1.
"""

import dataclasses
import functools
from typing import Dict, Optional

import saml_metadata

SAML_CERTIFICATE = "ActiveEncryptionCertificate"


@dataclasses.dataclass(frozen=True)
class Sample:
    provider_type: str
    name: str
    details: Dict[str, str]
    derived: Dict[str, str]
    never_echoed: frozenset = frozenset()
    mapped_username: Optional[str] = None

    @property
    def echoed(self):
        """ProviderDetails of an answer, except for the certificate of a SAML provider, which is its own."""
        sent = {key: value for key, value in self.details.items() if key not in self.never_echoed}
        return {**sent, **self.derived}

    @property
    def default_mapping(self):
        return {"username": self.mapped_username} if self.mapped_username else {}

    def with_details(self, **changes):
        """The details with keys changed; a key given as None is left out."""
        changed = {**self.details, **changes}
        return {key: value for key, value in changed.items() if value is not None}


GOOGLE = Sample(
    "Google", "Google",
    {"client_id": "google-client", "client_secret": "google-secret", "authorize_scopes": "profile email openid"},
    {
        "attributes_url": "https://people.googleapis.com/v1/people/me?personFields=",
        "attributes_url_add_attributes": "true",
        "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
        "oidc_issuer": "https://accounts.google.com",
        "token_request_method": "POST",
        "token_url": "https://www.googleapis.com/oauth2/v4/token",
    },
    mapped_username="sub")


def facebook_urls(dialog_version, graph_version=None):
    """Facebook's derived keys; without an api_version the attributes URL carries none, unlike the two others."""
    return {
        "attributes_url": "https://graph.facebook.com/" + (f"{graph_version}/" if graph_version else "") + "me?fields=",
        "attributes_url_add_attributes": "true",
        "authorize_url": f"https://www.facebook.com/{dialog_version}/dialog/oauth",
        "token_request_method": "GET",
        "token_url": f"https://graph.facebook.com/{dialog_version}/oauth/access_token",
    }


FACEBOOK = Sample(
    "Facebook", "Facebook",
    {"client_id": "facebook-client", "client_secret": "facebook-secret", "authorize_scopes": "public_profile, email",
     "api_version": "v17.0"},
    facebook_urls("v17.0", "v17.0"),
    mapped_username="id")

LOGIN_WITH_AMAZON = Sample(
    "LoginWithAmazon", "LoginWithAmazon",
    {"client_id": "amazon-client", "client_secret": "amazon-secret", "authorize_scopes": "profile postal_code"},
    {
        "attributes_url": "https://api.amazon.com/user/profile",
        "attributes_url_add_attributes": "false",
        "authorize_url": "https://www.amazon.com/ap/oa",
        "token_request_method": "POST",
        "token_url": "https://api.amazon.com/auth/o2/token",
    },
    mapped_username="user_id")

SIGN_IN_WITH_APPLE = Sample(
    "SignInWithApple", "SignInWithApple",
    {"client_id": "com.example.signin", "team_id": "TEAM123456", "key_id": "KEY1234567",
     "private_key": "apple-private-key", "authorize_scopes": "email name"},
    {
        "attributes_url_add_attributes": "false",
        "authorize_url": "https://appleid.apple.com/auth/authorize",
        "oidc_issuer": "https://appleid.apple.com",
        "token_request_method": "POST",
        "token_url": "https://appleid.apple.com/auth/token",
    },
    never_echoed=frozenset({"private_key"}), mapped_username="sub")

OIDC = Sample(
    "OIDC", "corporate-oidc",
    {"client_id": "oidc-client", "client_secret": "oidc-secret", "authorize_scopes": "openid email",
     "attributes_request_method": "GET", "oidc_issuer": "https://idp.example.com"},
    {"attributes_url_add_attributes": "false"},
    mapped_username="sub")

OIDC_ENDPOINTS = {
    "authorize_url": "https://idp.example.com/authorize",
    "token_url": "https://idp.example.com/token",
    "attributes_url": "https://idp.example.com/userinfo",
    "jwks_uri": "https://idp.example.com/jwks",
}

SSO_URL = "https://idp.example.com/saml/sign-in"
SLO_URL = "https://idp.example.com/saml/sign-out"


@functools.lru_cache(maxsize=None)
def saml():
    """A function and no constant, since its certificate is made when it is first wanted."""
    return Sample(
        "SAML", "corporate-saml",
        {"MetadataFile": saml_metadata.document(SSO_URL, SLO_URL)},
        {"SSORedirectBindingURI": SSO_URL, "SLORedirectBindingURI": SLO_URL})


SOCIAL = (GOOGLE, FACEBOOK, LOGIN_WITH_AMAZON, SIGN_IN_WITH_APPLE)


def all_types():
    return (*SOCIAL, OIDC, saml())


def without_certificate(details):
    return {key: value for key, value in details.items() if key != SAML_CERTIFICATE}
