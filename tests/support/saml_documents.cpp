#include "tests/support/saml_documents.h"

namespace rockpool::support {

const std::string_view kLastingCertificate =
    "MIIBFDCBvAIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtpZHAuZXhhbXBsZTAg\n"
    "Fw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UEAwwLaWRw\n"
    "LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARY5RRJ1T+Mq+f1QJNg\n"
    "sovwCHlX2Bu1oQgPTvL3wrxxt/ywszrCGz/Woh15ok6WUpVhIRxlU0oy1R7okd7A\n"
    "xrGqMAoGCCqGSM49BAMCA0cAMEQCIDQ3cMhUCSe/qEaRg+8lcrH0DCnqxKjgJHLC\n"
    "zBSZuPNiAiAgYE5VYvwz1ppPlKx6tROoOgfbjcYl8aS5aCwbY1AiCw==\n";

const std::string_view kExpiredCertificate =
    "MIIBEjCBugIBAjAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtpZHAuZXhhbXBsZTAe\n"
    "Fw0wMTAxMDEwMDAwMDBaFw0wMjAxMDEwMDAwMDBaMBYxFDASBgNVBAMMC2lkcC5l\n"
    "eGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgKZBhZaYgrOOTubA/SvP\n"
    "Wcb07WcetO7rdCEMbaRLyHj8M4FF6P/kTRAdNxSWypqI+AQiKHWf+Obb5uBbZgZK\n"
    "ODAKBggqhkjOPQQDAgNHADBEAiAqBrPmDZb5Wk13ZfW98M9mN81LrgO57R4hGuVD\n"
    "OCNr9gIgFjpsriiXyO/fxUbg9hSZNoiRlPXb1N7kQWAnf6NNOQw=\n";

namespace {

std::string KeyXml(const std::string& prefix, const SamlKey& key) {
  const std::string use = key.use.empty() ? "" : " use=\"" + key.use + "\"";
  return "<" + prefix + "KeyDescriptor" + use + "><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n" + key.certificate +
         "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></" + prefix + "KeyDescriptor>\n";
}

std::string EndpointXml(const std::string& prefix, const SamlEndpoint& endpoint) {
  return "<" + prefix + endpoint.element + " Binding=\"" + endpoint.binding + "\" Location=\"" + endpoint.location + "\"/>\n";
}

}  // namespace

std::string EntityXml(const SamlDocument& document) {
  const std::string& prefix = document.prefix;
  const std::string declared = prefix.empty() ? "xmlns" : "xmlns:" + prefix.substr(0, prefix.size() - 1);
  std::string xml = "<" + prefix + "EntityDescriptor " + declared + "=\"" + document.name_space +
                    "\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" entityID=\"" + document.entity_id + "\">\n<" + prefix +
                    document.role + " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n";
  for (const SamlKey& key : document.keys) xml += KeyXml(prefix, key);
  for (const SamlEndpoint& endpoint : document.endpoints) xml += EndpointXml(prefix, endpoint);
  return xml + "</" + prefix + document.role + ">\n</" + prefix + "EntityDescriptor>\n";
}

std::string SamlXml(const SamlDocument& document) { return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + EntityXml(document); }

}  // namespace rockpool::support
