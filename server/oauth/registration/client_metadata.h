// What an application says of itself when it registers (RFC 7591, 2): read, bounded, and held to what the pool lets such clients be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"

namespace rockpool::oauth {

enum class TokenEndpointAuth { kNone, kBasic, kPost };

// As it is registered.
struct ClientMetadata {
  std::vector<std::string> redirect_uris;
  std::optional<std::string> client_name;  // of characters that an app client's name may have
  bool is_for_itself = false;              // client_credentials, else authorization_code
  TokenEndpointAuth auth = TokenEndpointAuth::kBasic;
  std::optional<std::vector<std::string>> scopes;  // as asked for, each once

  bool has_secret() const { return auth != TokenEndpointAuth::kNone; }
  std::vector<std::string> grant_types() const;
  std::vector<std::string> response_types() const;
  std::string_view auth_method() const;
};

// `body` may be anything; members that are not known are passed over. `is_authenticated`: a token with the scope of registration came with
// it. Throws JsonError `invalid_redirect_uri`, and `invalid_client_metadata` for all else, with a description that names the member.
// Assumed: what is said here and RFC 7591 does not say.
ClientMetadata ReadClientMetadata(std::string_view body, const api::DcrConfigurationType& configuration, bool is_authenticated);

// Throws `invalid_client_metadata` unless the pool lets such clients have the grant.
void RequireGrant(const api::DcrConfigurationType& configuration, bool is_for_itself, bool is_authenticated);

// Throws the latter.
[[noreturn]] void RefuseMetadata(std::string_view member, std::string_view what);

}  // namespace rockpool::oauth
