"""XML that is small on the wire and large, slow or curious in a careless parser. All of it is refused as SAML metadata."""

METADATA = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"'
MOST_CHARACTERS = 130_000  # of one value of ProviderDetails


def _billion_laughs(chance):
    levels = chance.randrange(8, 30)
    entities = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(levels))
    return f'<!DOCTYPE a [<!ENTITY l0 "lol">{entities}]><a>&l{levels};</a>'


def _quadratic_entity(_chance):
    return f'<!DOCTYPE a [<!ENTITY x "{"x" * 60_000}">]><a>{"&x;" * 20_000}</a>'[:MOST_CHARACTERS]


def _external(chance):
    system = chance.choice(["file:///etc/passwd", "file:///dev/zero", "http://127.0.0.1:1/", "php://filter", "/proc/self/environ"])
    return chance.choice([f'<!DOCTYPE a [<!ENTITY x SYSTEM "{system}">]><a>&x;</a>', f'<!DOCTYPE a SYSTEM "{system}"><a/>',
                          f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{system}">%p;]><a/>',
                          f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{system}" parse="text"/></a>'])


def _deep(chance):
    depth = chance.randrange(200, MOST_CHARACTERS // 7)
    return "<a>" * depth + "</a>" * depth


def _many_attributes(chance):
    count = chance.randrange(5000, 12_000)
    return f'<md:EntityDescriptor {METADATA} {" ".join(f"a{i}=" + repr("") for i in range(count))}/>'


def _many_namespaces(chance):
    count = chance.randrange(1000, 5000)
    return f'<a {" ".join(f"xmlns:n{i}=" + repr(f"u{i}") for i in range(count))}>{"<n1:b/>" * 100}</a>'


def _one_long_tag(chance):
    return chance.choice(["<a b='", "<", "<!--", "<![CDATA[", "<?x ", "<a>&"]) + chance.choice("ax-&<") * (MOST_CHARACTERS - 100)


def _odd_encoding(chance):
    encoding = chance.choice(["UTF-16", "UTF-7", "EBCDIC-CP-US", "x" * 1000, "UCS-4"])
    return f'<?xml version="1.0" encoding="{encoding}"?><a b="\u00e4">\U0001f600</a>'


def _no_utf16(_chance):
    """Recognised as UTF-16 by its first bytes, and none from there on."""
    return "<\0?\0" + "\0\u0662ab" * 50


def _many_siblings(chance):
    return f'<md:EntitiesDescriptor {METADATA}>{"<md:EntityDescriptor/>" * chance.randrange(1000, 5000)}</md:EntitiesDescriptor>'


def _long_certificate(chance):
    role = 'md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"'
    signature = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    key = f'<ds:KeyInfo {signature}><ds:X509Data><ds:X509Certificate>{"A" * chance.randrange(5000, 90_000)}</ds:X509Certificate>' \
          "</ds:X509Data></ds:KeyInfo>"
    sign_on = '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://a.example/"/>'
    return f'<md:EntityDescriptor {METADATA} entityID="a"><{role}><md:KeyDescriptor>{key}</md:KeyDescriptor>{sign_on}' \
           "</md:IDPSSODescriptor></md:EntityDescriptor>"


KINDS = [_billion_laughs, _quadratic_entity, _external, _deep, _many_attributes, _many_namespaces, _one_long_tag, _odd_encoding,
          _no_utf16, _many_siblings, _long_certificate]


def saml_bomb(chance):
    return chance.choice(KINDS)(chance)
