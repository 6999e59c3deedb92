#include "server/oauth/rates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/oauth/authorization_parameters.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/site.h"
#include "server/pools/rates.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using pools::Counts;

constexpr const char* kTooMany = "Rate exceeded";

struct Counted {
  std::string_view method;
  std::string_view path;
  std::string_view category;
  Counts counts = Counts::kInFull;
  bool is_of_program = false;
};

// Documented: that signing in at the pages counts as UserAuthentication. Assumed: the others, each as the operation that does the same.
// What shows a page, and what leads to one, counts for nothing, unless it begins a sign-in.
constexpr auto kCounted = std::to_array<Counted>({
    {"POST", "/changePassword", "UserAccountRecovery"},
    {"POST", "/confirm", "UserCreation"},
    {"GET", "/confirmUser", "UserCreation"},
    {"POST", "/confirmforgotPassword", "UserAccountRecovery"},
    {"POST", "/forgotPassword", "UserAccountRecovery"},
    {"POST", "/login", "UserAuthentication"},
    {"POST", "/login/continue", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/login/passkey", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/mfa", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/mfa/register/email", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/mfa/register/options", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/mfa/register/totp", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/mfa/select", "UserAuthentication", Counts::kAsAnswer},
    {"POST", "/passkeys/add", "UserResourceUpdate"},
    {"POST", "/resendcode", "UserResourceRead"},
    {"POST", "/signup", "UserCreation"},
    {"POST", "/oauth2/revoke", "UserToken", Counts::kInFull, true},
});

// AWS's own answer at re:Post ("cognito token endpoint quotas"): refreshing takes from UserAuthentication, and codes have its rate without
// taking from it. Documented: what is for the client itself is ClientAuthentication.
constexpr auto kGrants = std::to_array<std::pair<std::string_view, Counted>>({
    {"authorization_code", {"POST", "/oauth2/token", "UserAuthentication", Counts::kApart, true}},
    {"client_credentials", {"POST", "/oauth2/token", "ClientAuthentication", Counts::kInFull, true}},
    {"refresh_token", {"POST", "/oauth2/token", "UserAuthentication", Counts::kInFull, true}},
});

bool HoldsToRates(const Exchange& exchange) { return exchange.world.settings.Of<pools::RateSettings>().buckets != nullptr; }

const Counted* FindCounted(const Exchange& exchange) {
  const http::Request& request = exchange.request;
  if (request.method == "POST" && request.path == "/oauth2/token") {
    const auto type = Parameter(exchange.form, "grant_type");
    const auto* const grant = std::ranges::find(kGrants, type.value_or(""), &std::pair<std::string_view, Counted>::first);
    return grant == kGrants.end() ? nullptr : &grant->second;
  }
  const auto* const row = std::ranges::find_if(
      kCounted, [&](const Counted& counted) { return counted.method == request.method && counted.path == request.path; });
  return row == kCounted.end() ? nullptr : row;
}

// By the host, else by the client.
std::optional<storage::UserPool> FindPool(const storage::Transaction& transaction, const Exchange& exchange, const Counted& counted) {
  if (const auto of_host = FindPoolOfHost(transaction, exchange.world.caches, exchange.request)) {
    return transaction.user_pools().FindById(*of_host);
  }
  const auto client_id = counted.is_of_program ? FindNamedClient(exchange) : Parameter(exchange.query, "client_id");
  if (!client_id || client_id->size() > kMaxClientId) {
    return std::nullopt;
  }
  const auto client = transaction.resources(storage::ResourceKind::kAppClient).FindInStore(*client_id);
  return client ? transaction.user_pools().FindById(client->user_pool_id) : std::nullopt;
}

// Of the account in the region that serves.
bool HasRate(const Exchange& exchange, const std::string& account, const std::string& region, std::string_view category, Counts counts) {
  if (exchange.is_counted) {
    return true;
  }
  exchange.is_counted = true;
  world::Caller whose;
  whose.account = account;
  whose.region = exchange.caller.replica.empty() ? region : exchange.caller.replica;
  return pools::HasRate(exchange.world, whose, category, counts);
}

void RequireRateOf(const Exchange& exchange, const pools::PoolInUse& pool, std::string_view category) {
  if (HoldsToRates(exchange) && !HasRate(exchange, pool.account, pool.region, category, Counts::kInFull)) {
    throw PageError(kTooMany);  // Assumed
  }
}

}  // namespace

void RequireRate(const Exchange& exchange) {
  const Counted* const counted = HoldsToRates(exchange) ? FindCounted(exchange) : nullptr;
  if (counted == nullptr) {
    return;
  }
  const auto pool =
      exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) { return FindPool(transaction, exchange, *counted); });
  if (!pool || HasRate(exchange, pool->account, pool->region, counted->category, counted->counts)) {
    return;
  }
  if (counted->is_of_program) {
    throw JsonError("invalid_request", kTooMany, 429);  // Assumed
  }
  throw PageError(kTooMany);  // Assumed
}

void RequireSignInRate(const Exchange& exchange, const pools::PoolInUse& pool) { RequireRateOf(exchange, pool, "UserAuthentication"); }

void RequireFederationRate(const Exchange& exchange, const pools::PoolInUse& pool) { RequireRateOf(exchange, pool, "UserFederation"); }

}  // namespace rockpool::oauth
