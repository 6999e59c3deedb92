#include "server/oauth/browser_sessions.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/oauth/cookies.h"
#include "server/sign_in/subject.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// By name: no structure of the API has a place for it. ClientId is for those who look at sessions.
using Content = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kOfThePool = "COGNITO";
constexpr std::string_view kVersion = "Version";
constexpr std::string_view kPassword = "PasswordDigest";

std::string ToDocument(const Site& site, std::string_view client_id, std::string_view password_digest) {
  return api::ToJson(Content{{"ClientId", std::string(client_id)},
                             {std::string(kVersion), std::to_string(site.version)},
                             {std::string(kPassword), crypto::Base64Encode(password_digest)}});
}

bool Says(const storage::BrowserSession& session, std::string_view name, std::string_view value) {
  const auto content = api::FromStoredJson<Content>(session.document);
  const auto found = content.find(name);
  return found != content.end() && found->second == value;
}

bool IsGood(const storage::BrowserSession& session, const Site& site, util::EpochMillis now) {
  return session.user_pool_id == site.pool->id && now < session.expires_millis && Says(session, kVersion, std::to_string(site.version));
}

std::optional<SignedInBrowser> FindGood(const storage::Transaction& transaction, const std::string& digest, const Site& site,
                                        util::EpochMillis now) {
  const auto session = transaction.browser_sessions().Find(digest);
  auto record = session && IsGood(*session, site, now) ? transaction.users().FindByNumber(session->user) : std::nullopt;
  if (!record) {
    return std::nullopt;
  }
  const std::string password = sign_in::DigestOfPassword(transaction.credentials().Find(session->user).password);
  SignedInBrowser browser{accounts::Decode(*std::move(record)), session->authenticated_millis};
  const bool counts = KeepsSignIns(browser.user) && Says(*session, kPassword, crypto::Base64Encode(password));
  return counts ? std::optional(std::move(browser)) : std::nullopt;
}

std::vector<std::string> DigestsOf(const Exchange& exchange, const Site& site) {
  std::vector<std::string> digests;
  for (const std::string_view cookie : FindCookies(exchange, site, kSessionCookie)) {
    digests.push_back(DigestOfCookie(cookie));
  }
  return digests;
}

}  // namespace

bool KeepsSignIns(const accounts::User& user) {
  return user.is_enabled() && user.status() != api::UserStatusType::RESET_REQUIRED && user.status() != api::UserStatusType::UNCONFIRMED;
}

std::optional<SignedInBrowser> FindBrowserSession(const Exchange& exchange, const Site& site) {
  const std::vector<std::string> digests = DigestsOf(exchange, site);
  if (digests.empty()) {
    return std::nullopt;
  }
  const util::EpochMillis now = exchange.world.clock.Now();
  return exchange.world.store.Read([&](const storage::Transaction& transaction) {
    std::optional<SignedInBrowser> browser;
    for (auto digest = digests.begin(); !browser && digest != digests.end(); ++digest) {
      browser = FindGood(transaction, *digest, site, now);
    }
    return browser;
  });
}

NewBrowserSession DrawBrowserSession(const Exchange& exchange, const Site& site, std::string_view client_id,
                                     const sign_in::SignedIn& signed_in) {
  NewBrowserSession drawn;
  drawn.value = DrawCookieValue(exchange.world.random);
  storage::BrowserSession& session = drawn.row;
  session.digest = DigestOfCookie(drawn.value);
  session.user_pool_id = site.pool->id;
  session.user = signed_in.user.number();
  session.provider = kOfThePool;
  session.document = ToDocument(site, client_id, signed_in.password_digest);
  session.authenticated_millis = signed_in.authenticated_millis;
  session.expires_millis = exchange.world.clock.Now() + std::chrono::milliseconds(kBrowserSessionLifetime).count();
  return drawn;
}

void SetSessionCookie(const Exchange& exchange, const Site& site, const NewBrowserSession& session, http::Response& response) {
  SetLastingCookie(response, site, kSessionCookie, session.value, kBrowserSessionLifetime, exchange.world.wall_clock.Now());
}

void EndBrowserSession(const Exchange& exchange, const Site& site, http::Response& response) {
  const std::vector<std::string> digests = DigestsOf(exchange, site);
  if (!digests.empty()) {
    exchange.world.store.Write([&](storage::Transaction& transaction) {
      for (const std::string& digest : digests) {
        const auto session = transaction.browser_sessions().Find(digest);
        if (session && session->user_pool_id == site.pool->id) {
          transaction.browser_sessions().Delete(digest);
        }
      }
    });
  }
  ClearCookie(response, site, kSessionCookie);
}

}  // namespace rockpool::oauth
