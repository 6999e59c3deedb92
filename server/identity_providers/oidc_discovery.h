// What an OpenID provider says of itself at its well-known address: where that is, and whether an answer is one.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::identity_providers {

std::string DiscoveryUrl(std::string_view issuer);

// True for a JSON object with the issuer, and the authorization, token and key addresses as strings. `json` may be anything. That the
// issuer is the expected one is checked at sign-in, as on AWS.
bool IsDiscoveryDocument(const std::string& json);

}  // namespace rockpool::identity_providers
