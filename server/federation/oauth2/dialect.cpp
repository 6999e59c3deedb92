#include "server/federation/oauth2/dialect.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace rockpool::federation {
namespace {

using Parameter = std::pair<std::string_view, std::string_view>;

constexpr std::array<Parameter, 1> kOfGoogle{{{"access_type", "offline"}}};     // recorded since about 2025
constexpr std::array<Parameter, 1> kOfApple{{{"response_mode", "form_post"}}};  // Apple demands it with the scopes name and email

const std::array<Dialect, 5>& Dialects() {
  static const std::array<Dialect, 5> dialects{{
      {.type = identity_providers::kOidc, .subject = "sub", .takes_login_hint = true, .has_id_token = true},
      {.type = identity_providers::kGoogle,
       .subject = "sub",
       .parameters = kOfGoogle,
       .has_id_token = true,
       .keys_url = "https://www.googleapis.com/oauth2/v3/certs",
       .second_issuer = "accounts.google.com",  // Google's documentation: either form
       .tells_bare_errors = true,               // documented of Google alone: "Google Error - [status code] [Google-provided error code]"
       .asks_what_token_lacks = true},
      {.type = identity_providers::kFacebook, .subject = "id", .lists_error_parts = true},
      {.type = identity_providers::kLoginWithAmazon, .subject = "user_id"},
      {.type = identity_providers::kSignInWithApple,
       .subject = "sub",
       .parameters = kOfApple,
       .has_id_token = true,
       .keys_url = "https://appleid.apple.com/auth/keys",
       .signs_its_secret = true},
  }};
  return dialects;
}

}  // namespace

const Dialect& DialectOf(const identity_providers::ProviderType& type) {
  const auto found = std::ranges::find_if(Dialects(), [&type](const Dialect& dialect) { return &dialect.type == &type; });
  if (found == Dialects().end()) {
    throw std::logic_error("a provider that does not speak OAuth is asked to");
  }
  return *found;
}

}  // namespace rockpool::federation
