"""Makes SAML metadata of an identity provider, with a signing certificate that is made when first asked for."""

import functools
import os
import re
import subprocess
import tempfile
from xml.sax.saxutils import quoteattr

METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
HTTP_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
HTTP_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


def _openssl(*arguments):
    done = subprocess.run(["openssl", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"openssl {' '.join(arguments)} failed: {done.stderr}")
    return done.stdout


@functools.lru_cache(maxsize=None)
def certificate(expired=False):
    """A self-signed RSA-2048 certificate as base64 DER without PEM armour."""
    with tempfile.TemporaryDirectory(prefix="rockpool-saml-") as folder:
        key, request = os.path.join(folder, "key.pem"), os.path.join(folder, "request.pem")
        _openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=idp.example.com",
                 "-keyout", key, "-out", request)
        # `openssl req -x509` of OpenSSL 3.0 refuses negative days, `openssl x509 -req` takes them.
        pem = _openssl("x509", "-req", "-in", request, "-signkey", key, "-days", "-1" if expired else "2")
    body = re.search("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", pem, re.DOTALL).group(1)
    return "".join(body.split())


def document(sso_redirect=None, slo_redirect=None, *, sso_post=None, signing_certificate=None, prefix="md:",
             document_type=""):
    """Metadata text. With prefix "" the elements stand in a default namespace, as some providers write them."""
    namespace = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    services = [("SingleLogoutService", HTTP_REDIRECT, slo_redirect), ("SingleSignOnService", HTTP_POST, sso_post),
                ("SingleSignOnService", HTTP_REDIRECT, sso_redirect)]
    lines = [f'    <{prefix}{element} Binding="{binding}" Location={quoteattr(location)}/>'
             for element, binding, location in services if location]
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>' + document_type,
        f'<{prefix}EntityDescriptor {namespace}="{METADATA}" entityID="https://idp.example.com/saml">',
        f'  <{prefix}IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
        f'    <{prefix}KeyDescriptor use="signing">',
        f'      <ds:KeyInfo xmlns:ds="{SIGNATURE}"><ds:X509Data>',
        f"        <ds:X509Certificate>{signing_certificate or certificate()}</ds:X509Certificate>",
        "      </ds:X509Data></ds:KeyInfo>",
        f"    </{prefix}KeyDescriptor>",
        *lines,
        f"  </{prefix}IDPSSODescriptor>",
        f"</{prefix}EntityDescriptor>",
    ])
