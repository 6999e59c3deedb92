#include "server/oauth/browser_sessions.h"

#include <map>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/oauth/cookies.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// By name: no structure of the API has a place for it. ClientId is for those who look at sessions.
using Content = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kOfThePool = "COGNITO";
constexpr std::string_view kVersion = "Version";

std::string ToDocument(const Site& site, std::string_view client_id) {
  return api::ToJson(Content{{"ClientId", std::string(client_id)}, {std::string(kVersion), std::to_string(site.version)}});
}

bool IsOfVersion(const storage::BrowserSession& session, std::int32_t version) {
  const auto content = api::FromStoredJson<Content>(session.document);
  const auto found = content.find(kVersion);
  return found != content.end() && found->second == std::to_string(version);
}

bool IsGood(const storage::BrowserSession& session, const Site& site, util::EpochMillis now) {
  return session.user_pool_id == site.pool->id && now < session.expires_millis && IsOfVersion(session, site.version);
}

}  // namespace

std::optional<SignedInBrowser> FindBrowserSession(const Exchange& exchange, const Site& site) {
  const auto cookie = FindCookie(exchange, site, kSessionCookie);
  if (!cookie) {
    return std::nullopt;
  }
  const std::string digest = DigestOfCookie(*cookie);
  const util::EpochMillis now = exchange.world.clock.Now();
  return exchange.world.store.Read([&](const storage::Transaction& transaction) -> std::optional<SignedInBrowser> {
    const auto session = transaction.browser_sessions().Find(digest);
    if (!session || !IsGood(*session, site, now)) {
      return std::nullopt;
    }
    auto record = transaction.users().FindByNumber(session->user);
    if (!record) {
      return std::nullopt;
    }
    SignedInBrowser browser{accounts::Decode(*std::move(record)), session->authenticated_millis};
    return browser.user.is_enabled() ? std::optional(std::move(browser)) : std::nullopt;
  });
}

void BeginBrowserSession(const Exchange& exchange, const Site& site, std::string_view client_id, const accounts::User& user,
                         util::EpochMillis authenticated_millis, http::Response& response) {
  const std::string value = DrawCookieValue(exchange.world.random);
  storage::BrowserSession session;
  session.digest = DigestOfCookie(value);
  session.user_pool_id = site.pool->id;
  session.user = user.number();
  session.provider = kOfThePool;
  session.document = ToDocument(site, client_id);
  session.authenticated_millis = authenticated_millis;
  session.expires_millis = exchange.world.clock.Now() + std::chrono::milliseconds(kBrowserSessionLifetime).count();
  exchange.world.store.Write([&](storage::Transaction& transaction) {
    const auto record = transaction.users().FindByNumber(session.user);
    if (!record || !accounts::Decode(*record).is_enabled()) {
      throw api::NotAuthorizedException("User is disabled.");
    }
    transaction.browser_sessions().Insert(session);
  });
  SetLastingCookie(response, site, kSessionCookie, value, kBrowserSessionLifetime, exchange.world.wall_clock.Now());
}

void EndBrowserSession(const Exchange& exchange, const Site& site, http::Response& response) {
  if (const auto cookie = FindCookie(exchange, site, kSessionCookie)) {
    const std::string digest = DigestOfCookie(*cookie);
    exchange.world.store.Write([&](storage::Transaction& transaction) {
      const auto session = transaction.browser_sessions().Find(digest);
      if (session && session->user_pool_id == site.pool->id) {
        transaction.browser_sessions().Delete(digest);
      }
    });
  }
  ClearCookie(response, site, kSessionCookie);
}

}  // namespace rockpool::oauth
