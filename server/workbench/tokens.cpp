#include "server/workbench/tokens.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/clients/client_in_use.h"
#include "server/pools/user_pools.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/token_making.h"
#include "server/tokens/claims.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

constexpr std::size_t kMostScopes = 100;

struct Asked {
  std::string user_pool_id;
  std::string client_id;
  std::string username;
  std::optional<std::vector<std::string>> scopes;
  std::optional<std::string> nonce;

  bool AsOAuth() const { return scopes || nonce; }
};

std::string TextIn(const api::JsonValue& value, std::string_view name) {
  if (!value.IsString() || value.GetStringLength() == 0) {
    Refuse(std::string(name) + " must be a text.");
  }
  return std::string(api::TextOf(value));
}

bool IsScope(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::vector<std::string> ScopesIn(const api::JsonValue& value) {
  const auto is_scope = [](const api::JsonValue& scope) { return scope.IsString() && IsScope(api::TextOf(scope)); };
  if (!value.IsArray() || value.Empty() || value.Size() > kMostScopes || !std::ranges::all_of(value.GetArray(), is_scope)) {
    Refuse("Scopes must be a list of the names of scopes.");
  }
  std::vector<std::string> scopes;
  for (const api::JsonValue& scope : value.GetArray()) {
    scopes.emplace_back(api::TextOf(scope));
  }
  return scopes;
}

Asked Read(std::string_view body) {
  Asked asked;
  ReadObject(body, [&](std::string_view name, const api::JsonValue& value) {
    if (name == "UserPoolId") {
      asked.user_pool_id = TextIn(value, name);
    } else if (name == "ClientId") {
      asked.client_id = TextIn(value, name);
    } else if (name == "Username") {
      asked.username = TextIn(value, name);
    } else if (name == "Scopes") {
      asked.scopes = ScopesIn(value);
    } else if (name == "Nonce") {
      asked.nonce = TextIn(value, name);
    } else {
      Refuse("Tokens are asked for by the members UserPoolId, ClientId, Username, Scopes and Nonce, and no others.");
    }
  });
  if (asked.user_pool_id.empty() || asked.client_id.empty() || asked.username.empty()) {
    Refuse("UserPoolId, ClientId and Username must be given.");
  }
  return asked;
}

// In the order of a sign-in with the right password.
void RequireCouldSignIn(const accounts::User& user) {
  if (!user.is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  switch (user.status()) {
    case api::UserStatusType::RESET_REQUIRED:
      throw api::PasswordResetRequiredException("Password reset required for the user");
    case api::UserStatusType::UNCONFIRMED:
      throw api::UserNotConfirmedException("User is not confirmed.");
    case api::UserStatusType::FORCE_CHANGE_PASSWORD:
      throw api::NotAuthorizedException("A sign-in of the user would ask for a new password first.");
    default:
      return;
  }
}

std::vector<std::string> ScopesOf(const Asked& asked, const clients::ClientInUse& client) {
  if (asked.scopes) {
    return *asked.scopes;
  }
  const auto allowed = util::MembersOf(client.settings.AllowedOAuthScopes);
  return allowed.empty() ? std::vector<std::string>{std::string(tokens::kOpenIdScope)}
                         : std::vector<std::string>(allowed.begin(), allowed.end());
}

sign_in::TokenGrant GrantFor(const world::World& world, const world::Caller& caller, const Asked& asked) {
  return world.store.Read([&](const storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(asked.user_pool_id)) {
      pools::ThrowPoolNotFound(asked.user_pool_id);
    }
    clients::SharedClient client =
        clients::UseClientOf(transaction, pools::UsePoolOf(transaction, world.caches, asked.user_pool_id), asked.client_id);
    accounts::User user = accounts::RequireUser(transaction, *client->pool, asked.username);
    RequireCouldSignIn(user);
    return sign_in::GrantOfApi(world, std::move(client), std::move(user), caller);
  });
}

}  // namespace

std::string TokensJson(const world::World& world, const world::Caller& caller, std::string_view body) {
  const Asked asked = Read(body);
  sign_in::TokenGrant grant = GrantFor(world, caller, asked);
  if (asked.AsOAuth()) {
    grant.scope = util::Join(ScopesOf(asked, *grant.client), " ");
    grant.nonce = asked.nonce;
    grant.from_oauth = true;
  }
  grant.user_agent = caller.user_agent;
  grant.address = caller.address;
  return api::ToJson(api::GetTokensFromRefreshTokenResponse{sign_in::IssueTokens(world, grant)});
}

http::Runs RunsOfTokens(const world::World& world, std::string_view body) {
  if (world.store.MayBlock()) {
    return http::Runs::kWaits;  // the threads that ask must not even look
  }
  try {
    const Asked asked = Read(body);
    return world.store.Read([&](const storage::Transaction& transaction) {
      const bool waits = transaction.user_pools().FindById(asked.user_pool_id) &&
                         sign_in::WaitsForChanges(*pools::UsePoolOf(transaction, world.caches, asked.user_pool_id),
                                                  triggers::TokenSource::kAuthentication);
      return waits ? http::Runs::kWaits : http::Runs::kComputes;
    });
  } catch (const std::exception&) {
    return http::Runs::kComputes;  // where it is refused
  }
}

void AddTokens(Workbench& workbench, const world::World& world, util::Random& random) {
  workbench.Add("POST", "/_rockpool/tokens",
                std::make_unique<JsonEndpoint>(
                    [&world](const http::Request& request) { return TokensJson(world, world::CallerOf(request), request.body); },
                    [&world](const http::Request& request) { return RunsOfTokens(world, request.body); }, random));
}

}  // namespace rockpool::workbench
