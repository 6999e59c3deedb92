#include "server/oauth/authorization_parameters.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/clients/scopes.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kOpenid = "openid";
constexpr std::array<std::string_view, 3> kOfOpenid{"email", "phone", "profile"};
constexpr std::size_t kMostScopes = 100;      // an app client has 50 at most
constexpr std::size_t kChallengeLength = 43;  // of 32 bytes in base64url
constexpr std::size_t kMaxResource = 2048;

bool Has(const std::vector<std::string>& scopes, std::string_view scope) { return std::ranges::find(scopes, scope) != scopes.end(); }

bool IsScheme(std::string_view text) {
  return !text.empty() && util::IsLetter(text.front()) &&
         std::ranges::all_of(text, [](char c) { return util::IsLetterOrDigit(c) || c == '+' || c == '-' || c == '.'; });
}

// "http://localhost" and what may follow a host.
bool IsAtLocalhost(std::string_view text) {
  constexpr std::string_view kBegin = "http://localhost";
  return text.starts_with(kBegin) &&
         (text.size() == kBegin.size() || std::string_view(":/?").find(text[kBegin.size()]) != std::string_view::npos);
}

}  // namespace

std::optional<std::string> Parameter(const http::NamedValues& query, std::string_view name) {
  const auto value = query.Find(name);
  return value && !value->empty() ? std::optional(std::string(*value)) : std::nullopt;
}

std::optional<std::vector<std::string>> ScopesOf(const storage::Transaction& transaction, const world::Caches& caches,
                                                 const clients::ClientInUse& client, const std::optional<std::string>& asked) {
  const auto is_gone = [&](const std::string& scope) { return !clients::HasScope(transaction, caches, client.pool->id, scope); };
  const auto allowed = util::MembersOf(client.settings.AllowedOAuthScopes);
  const std::vector<std::string_view> names = asked ? util::Split(*asked, " ") : std::vector<std::string_view>();
  if (names.empty()) {
    std::vector<std::string> left(allowed.begin(), allowed.end());
    std::erase_if(left, is_gone);
    return left.empty() && !allowed.empty() ? std::nullopt : std::optional(std::move(left));
  }
  std::vector<std::string> scopes;
  for (const std::string_view name : names) {
    if (std::ranges::find(allowed, name) == allowed.end() || names.size() > kMostScopes) {
      return std::nullopt;
    }
    if (!Has(scopes, name)) {
      scopes.emplace_back(name);
    }
  }
  if (std::ranges::any_of(scopes, is_gone)) {
    return std::nullopt;
  }
  const bool needs_openid = std::ranges::any_of(kOfOpenid, [&](std::string_view scope) { return Has(scopes, scope); });
  return needs_openid && !Has(scopes, kOpenid) ? std::nullopt : std::optional(std::move(scopes));
}

bool IsChallenge(std::string_view text) {
  return text.size() == kChallengeLength &&
         std::ranges::all_of(text, [](char c) { return util::IsLetterOrDigit(c) || c == '-' || c == '_'; });
}

bool IsResource(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (text.size() > kMaxResource || colon == std::string_view::npos || colon + 1 == text.size() || !IsScheme(text.substr(0, colon)) ||
      text.find_first_of("# ") != std::string_view::npos || !http::IsFieldValue(text)) {
    return false;
  }
  const std::string scheme = util::LowerCase(text.substr(0, colon));
  if (scheme == "https") {
    return text.starts_with("https://") && text.size() > std::string_view("https://").size();
  }
  return scheme != "http" || IsAtLocalhost(text);
}

ChosenLogin LoginOf(const storage::Transaction& transaction, const clients::ClientInUse& client, const http::NamedValues& query) {
  std::optional<std::string> name = Parameter(query, "identity_provider");
  const auto identifier = Parameter(query, "idp_identifier");
  if (name == kLocalUsers) {
    return {OffersLocalUsers(client) ? LoginOption::kLocal : LoginOption::kMissing, std::nullopt};
  }
  if (!name && !identifier) {
    return {};
  }
  const auto& providers = transaction.identity_providers();
  if (!name) {
    const auto provider = providers.FindByIdentifier(client.pool->id, *identifier);
    name = provider ? std::optional(provider->name) : std::nullopt;
  } else if (!providers.FindSummary(client.pool->id, *name)) {
    name.reset();
  }
  if (!name || !util::Contains(client.settings.SupportedIdentityProviders, *name)) {
    return {LoginOption::kMissing, std::nullopt};
  }
  return {LoginOption::kProvider, std::move(name)};
}

bool OffersLocalUsers(const clients::ClientInUse& client) {
  return util::Contains(client.settings.SupportedIdentityProviders, std::string(kLocalUsers));
}

}  // namespace rockpool::oauth
