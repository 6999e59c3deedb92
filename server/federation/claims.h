// federation: signing people in through identity providers. It owns the requests to them, every check of what they answer, how claims
// become a user, and the stand-ins for providers that are not to be reached. It knows no page and no application: who sends the browser
// there and what it comes back to is server/oauth's.
//
// What a provider has said of a person, once it is believed.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rockpool::federation {

// How a SAML provider knows the session, for a later LogoutRequest.
struct SamlSession {
  std::string name_id;
  std::string name_id_format;  // as received; may be empty
  std::string session_index;   // of the first AuthnStatement; may be empty

  bool operator==(const SamlSession&) const = default;
};

// The claims that a provider's tokens themselves are.
inline constexpr std::array<std::string_view, 3> kTokenClaims{"access_token", "id_token", "refresh_token"};

// What an OpenID or social provider has said word for word, for the function that may rewrite it (InboundFederation): names and JSON
// values, in the provider's order.
using SaidMembers = std::vector<std::pair<std::string, std::string>>;
struct Said {
  SaidMembers token_response;
  SaidMembers id_token;
  SaidMembers user_info;
};

struct Claims {
  std::string subject;                // who it is at the provider, in its case
  std::optional<std::string> issuer;  // the entityID of a SAML provider
  // By name. OpenID and social claims have one value each, as text; a SAML attribute has as many as it has.
  // What has none is not there; a blank one is "".
  std::map<std::string, std::vector<std::string>, std::less<>> values;
  std::optional<SamlSession> saml;
  Said said{};
};

}  // namespace rockpool::federation
