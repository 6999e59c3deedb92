// What the five types that speak OAuth 2.0 do each in its own way, as a table.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "server/identity_providers/provider_type.h"

namespace rockpool::federation {

struct Dialect {
  const identity_providers::ProviderType& type;
  std::string_view subject;  // the claim that says who it is
  // The authorization request's own parameters, behind the five that all of them have.
  std::span<const std::pair<std::string_view, std::string_view>> parameters{};
  bool takes_login_hint = false;
  bool lists_error_parts = false;      // error_code and error_reason belong to the description
  bool has_id_token = false;           // else the profile says who it is
  std::string_view keys_url{};         // where no detail and no discovery says it
  std::string_view second_issuer{};    // what the ID token may say instead of oidc_issuer
  bool signs_its_secret = false;       // the client secret is a token that the provider's private key has signed
  bool tells_bare_errors = false;      // an error of the token endpoint is told without a description, too
  bool asks_what_token_lacks = false;  // the profile is asked for the mapped names that no ID token has, and not at all without such
};

// Requires: no SAML provider.
const Dialect& DialectOf(const identity_providers::ProviderType& type);

}  // namespace rockpool::federation
