#include "server/federation/saml/redirect_binding.h"

#include "server/crypto/base64.h"
#include "server/crypto/rsa_signing.h"
#include "server/http/form.h"
#include "server/util/deflate.h"

namespace rockpool::federation {

std::string EscapedXml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      // Readers make blanks of these in attributes, and of the last one everywhere.
      case '\t':
        escaped += "&#9;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      case '\r':
        escaped += "&#13;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// Byte for byte as four published requests of AWS's from 2021 to 2026 have it, the line break included.
std::string MessageXml(const SamlMessage& message) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<saml2p:";
  xml.append(message.name).append(" ").append(message.attribute);
  xml.append("Destination=\"").append(EscapedXml(message.destination));
  xml.append("\" ID=\"").append(EscapedXml(message.id));
  xml.append("\" IssueInstant=\"").append(message.time);
  xml.append("\" Version=\"2.0\" xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\">");
  xml.append("<saml2:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\"");
  xml.append(" xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">").append(EscapedXml(message.issuer)).append("</saml2:Issuer>");
  xml.append(message.content).append("</saml2p:").append(message.name).append(">");
  return xml;
}

std::string WithRequest(std::string_view location, std::string_view xml, std::string_view relay_state, const crypto::RsaKey* key) {
  http::NamedValues fields = {{"SAMLRequest", crypto::Base64Encode(util::Deflate(xml))}, {"RelayState", std::string(relay_state)}};
  if (key != nullptr) {
    fields.Add("SigAlg", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    // The signature is of the text as it stands in the address, so that its maker alone decides how it is escaped.
    std::string signature = crypto::SignRs256(*key, http::EncodeForm(fields));
    fields.Add("Signature", crypto::Base64Encode(signature));
  }
  return http::WithQuery(location, fields);
}

}  // namespace rockpool::federation
