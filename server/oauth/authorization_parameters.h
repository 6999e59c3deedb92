// What each parameter of an authorization request may say: rules that know neither the order of the checks nor how a refusal is told.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/clients/client_in_use.h"
#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/world/record_cache.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

inline constexpr std::size_t kMaxClientId = 128;  // as the service model has it

// The first value of that name; nullopt where it is left out or empty.
std::optional<std::string> Parameter(const http::NamedValues& query, std::string_view name);

// The scopes asked for, each once and in their order, or where none is all that the client has and that there still are (see
// clients::HasScope). nullopt if one that is asked for is not the client's or is gone, or if nothing is left of what the client has; or if
// `email`, `phone` or `profile` is asked for without `openid`, which alone makes them mean something (documented).
std::optional<std::vector<std::string>> ScopesOf(const storage::Transaction& transaction, const world::Caches& caches,
                                                 const clients::ClientInUse& client, const std::optional<std::string>& asked);

// Whether the text may be a challenge of S256 at all (RFC 7636, 4.2): no verifier has another one, so nobody could redeem the code. Whether
// it is the right one shows then.
bool IsChallenge(std::string_view text);

// What may become `aud`: a URI of https, of http to localhost, or of a scheme of one's own (documented).
bool IsResource(std::string_view text);

// What stands for the users of the pool among the providers of an app client.
inline constexpr std::string_view kLocalUsers = "COGNITO";

struct ChosenLogin {
  LoginOption option = LoginOption::kAny;
  std::optional<std::string> provider;
};

// By `identity_provider`, or else `idp_identifier`.
ChosenLogin LoginOf(const storage::Transaction& transaction, const clients::ClientInUse& client, const http::NamedValues& query);

}  // namespace rockpool::oauth
