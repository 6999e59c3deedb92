// SAML's HTTP-Redirect binding (bindings, 3.4), which carries what this server sends: XML of our own making into an address.
#pragma once

#include <string>
#include <string_view>

#include "server/crypto/rsa_key.h"

namespace rockpool::federation {

// The text as content of an element or, in double quotes, as value of an attribute.
std::string EscapedXml(std::string_view text);

// What AWS's requests have in common, from the XML declaration on: `message` is its local name ("AuthnRequest"), `attribute` one more that
// stands first (escaped, with a blank at its end; may be empty), `content` what follows the Issuer.
struct SamlMessage {
  std::string_view name;
  std::string_view attribute;
  std::string_view destination;
  std::string_view id;
  std::string_view time;  // as util::IsoTime
  std::string_view issuer;
  std::string_view content;
};
std::string MessageXml(const SamlMessage& message);

// `location` with the query that carries the request, behind the query that it has: SAMLRequest, RelayState, and with a key SigAlg and
// Signature (RSA with SHA-256) over the three before it.
std::string WithRequest(std::string_view location, std::string_view xml, std::string_view relay_state, const crypto::RsaKey* key);

}  // namespace rockpool::federation
