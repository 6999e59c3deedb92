// The SAML messages that a stand-in reads and writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/federation/stand_ins/call.h"

namespace rockpool::federation {

inline constexpr std::string_view kSuccessStatus = "urn:oasis:names:tc:SAML:2.0:status:Success";
inline constexpr std::string_view kAuthnFailedStatus = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed";

// A message that a browser brought by HTTP-Redirect.
struct ReadMessage {
  std::string id;
  std::string callback;  // AssertionConsumerServiceURL; empty of a LogoutRequest
  std::string xml;
};

// The parameter SAMLRequest of that name. Its issuer is the pool's entity id; where it is signed, or has to be, the signature is that of
// the pool's signing certificate. Throws BadCall for anything else.
ReadMessage ReadRequest(const Call& call, std::string_view name);

// Text that may stand in an element or, in double quotes, in an attribute. What XML has no place for is left out.
std::string XmlText(std::string_view text);

struct SamlAnswer {
  std::string request_id;  // of InResponseTo; empty: nobody has asked
  std::string callback;    // Destination and Recipient
};

// A Response with an assertion about the identity: signed, and encrypted where the provider wants it; or wrong on purpose.
std::string ResponseFor(const Call& call, const SamlAnswer& answer, const Identity& identity);

// A Response without one.
std::string RefusalFor(const Call& call, const SamlAnswer& answer, std::string_view message);

std::string LogoutResponseFor(const Call& call, const SamlAnswer& answer);

}  // namespace rockpool::federation
