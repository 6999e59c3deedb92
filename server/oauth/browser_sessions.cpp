#include "server/oauth/browser_sessions.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/links.h"
#include "server/api/named_texts.h"
#include "server/crypto/base64.h"
#include "server/oauth/cookies.h"
#include "server/sign_in/family.h"
#include "server/sign_in/levels.h"
#include "server/tokens/session_configuration.h"
#include "server/tokens/user_sessions.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using api::NamedTexts;

constexpr const char* kVersion = "Version";
constexpr const char* kPassword = "PasswordDigest";
constexpr const char* kProviderCreation = "ProviderCreationMillis";
constexpr const char* kSubject = "Subject";
constexpr const char* kNameId = "NameId";
constexpr const char* kNameIdFormat = "NameIdFormat";
constexpr const char* kSessionIndex = "SessionIndex";
constexpr const char* kMethods = "Methods";
constexpr const char* kLevel = "Level";

std::string ToDocument(const Site& site, std::string_view client_id, const sign_in::SignedIn& signed_in, const SessionOrigin& origin) {
  // ClientId is for those who look at sessions.
  NamedTexts texts{{"ClientId", std::string(client_id)}, {kVersion, std::to_string(site.version)}};
  if (origin.provider == kLocalUsers) {
    texts.Put(kPassword, crypto::Base64Encode(signed_in.password_digest));
  } else {
    texts.Put(kProviderCreation, std::to_string(origin.provider_creation_millis));
    texts.Put(kSubject, origin.subject);
  }
  texts.PutUnlessEmpty(kMethods, util::Join(signed_in.methods, " "));
  if (origin.level != 0) {
    texts.Put(kLevel, std::to_string(origin.level));
  }
  if (origin.saml) {
    texts.Put(kNameId, origin.saml->name_id);
    texts.Put(kNameIdFormat, origin.saml->name_id_format);
    texts.Put(kSessionIndex, origin.saml->session_index);
  }
  return api::ToJson(texts);
}

SessionOrigin OriginIn(const storage::BrowserSession& session, const NamedTexts& texts) {
  SessionOrigin origin;
  origin.provider = session.provider;
  origin.provider_creation_millis = std::stoll(texts.Find(kProviderCreation).value_or("0"));
  origin.subject = texts.Text(kSubject);
  origin.level = std::stoi(texts.Find(kLevel).value_or("0"));
  if (const auto name_id = texts.Find(kNameId)) {
    origin.saml = federation::SamlSession{*name_id, std::string(texts.Text(kNameIdFormat)), std::string(texts.Text(kSessionIndex))};
  }
  return origin;
}

// Who came from there is the user still: the link may have been taken back.
bool IsHisIdentity(const storage::Transaction& transaction, const Site& site, const SignedInBrowser& browser) {
  const auto identity = accounts::FindIdentity(transaction, *site.pool,
                                               {browser.origin.provider, std::string(accounts::kSubjectAttribute), browser.origin.subject});
  return identity && identity->user == browser.user.number();
}

// Where the session began is there still: the pool, whose users' changes of attributes and factors have no effect on it (documented), or
// the same provider and identity. A user who signs in elsewhere has no password to reset, and so is asked only whether he is enabled.
bool IsRooted(const storage::Transaction& transaction, const Site& site, const SignedInBrowser& browser) {
  if (browser.origin.provider == kLocalUsers) {
    // Assumed: who has to change a temporary password is asked for it.
    return KeepsSignIns(browser.user) && browser.user.status() != api::UserStatusType::FORCE_CHANGE_PASSWORD;
  }
  const auto provider = transaction.identity_providers().FindSummary(browser.user.record.user_pool_id, browser.origin.provider);
  return browser.user.is_enabled() && provider && provider->creation_millis == browser.origin.provider_creation_millis &&
         IsHisIdentity(transaction, site, browser);
}

// Of a pool that does not track them nothing more is read than before. Its row may live for longer than that: it did track them once.
bool IsOver(const storage::Transaction& transaction, const storage::BrowserSession& session, const clients::ClientInUse& client,
            util::EpochMillis now) {
  if (session.session_id.empty()) {
    return now >= session.authenticated_millis + std::chrono::milliseconds(kBrowserSessionLifetime).count();
  }
  const std::chrono::milliseconds validity = tokens::SsoValidityOf(transaction, client.pool->id, client.id);
  return now >= session.authenticated_millis + validity.count();
}

std::optional<SignedInBrowser> FindGood(const storage::Transaction& transaction, const std::string& digest, const Site& site,
                                        util::EpochMillis now, const OriginFilter& counts, const clients::ClientInUse* client) {
  auto session = transaction.browser_sessions().Find(digest);
  if (!session || session->user_pool_id != site.pool->id || now >= session->expires_millis || !counts(session->provider)) {
    return std::nullopt;
  }
  if (client != nullptr && IsOver(transaction, *session, *client, now)) {
    return std::nullopt;
  }
  const auto texts = api::FromStoredJson<NamedTexts>(session->document);
  auto record = texts.Text(kVersion) == std::to_string(site.version) ? transaction.users().FindByNumber(session->user) : std::nullopt;
  if (!record) {
    return std::nullopt;
  }
  SignedInBrowser browser{accounts::Decode(*std::move(record)), session->authenticated_millis, OriginIn(*session, texts),
                          sign_in::MethodsIn(texts.Text(kMethods)), *std::move(session)};
  browser.password_digest = crypto::Base64Decode(texts.Text(kPassword)).value_or("");
  return IsRooted(transaction, site, browser) ? std::optional(std::move(browser)) : std::nullopt;
}

// Assumed: what another app client goes on with for longer, it goes on with until then.
std::chrono::minutes LifetimeOf(const Exchange& exchange, const Site& site, std::string_view client_id) {
  if (!tokens::TracksSessions(*site.pool)) {
    return kBrowserSessionLifetime;
  }
  const std::chrono::minutes own = exchange.world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return tokens::SsoValidityOf(transaction, site.pool->id, std::string(client_id)); });
  return std::max<std::chrono::minutes>(own, kBrowserSessionLifetime);
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

int LevelOf(const SignedInBrowser& browser) { return browser.origin.level != 0 ? browser.origin.level : sign_in::LevelOf(browser.methods); }

std::optional<SignedInBrowser> FindBrowserSession(const Exchange& exchange, const Site& site, const OriginFilter& counts,
                                                  const clients::ClientInUse* client) {
  const std::vector<std::string> digests = DigestsOf(exchange, site);
  if (digests.empty()) {
    return std::nullopt;
  }
  const util::EpochMillis now = exchange.world.clock.Now();
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    std::optional<SignedInBrowser> browser;
    for (auto digest = digests.begin(); !browser && digest != digests.end(); ++digest) {
      browser = FindGood(transaction, *digest, site, now, counts, client);
    }
    return browser;
  });
}

std::optional<accounts::User> FindUserStill(const storage::Transaction& transaction, const Site& site, const SignedInBrowser& browser,
                                            util::EpochMillis now) {
  const auto counts = [&](const std::string& provider) { return provider == browser.origin.provider; };
  auto still = FindGood(transaction, browser.row.digest, site, now, counts, nullptr);
  return still && still->user.number() == browser.user.number() ? std::optional(std::move(still->user)) : std::nullopt;
}

bool IsThereStill(const storage::Transaction& transaction, const std::string& digest, util::EpochMillis now) {
  const auto session = transaction.browser_sessions().Find(digest);
  return session && now < session->expires_millis;
}

NewBrowserSession DrawBrowserSession(const Exchange& exchange, const Site& site, std::string_view client_id,
                                     const sign_in::SignedIn& signed_in, const SessionOrigin& origin) {
  const util::EpochMillis now = exchange.world.clock.Now();
  NewBrowserSession drawn;
  drawn.value = DrawCookieValue(exchange.world.random);
  drawn.lifetime = LifetimeOf(exchange, site, client_id);
  storage::BrowserSession& session = drawn.row;
  session.digest = DigestOfCookie(drawn.value);
  session.user_pool_id = site.pool->id;
  session.user = signed_in.user.number();
  session.provider = origin.provider;
  session.document = ToDocument(site, client_id, signed_in, origin);
  session.authenticated_millis = signed_in.authenticated_millis;
  session.expires_millis = now + std::chrono::milliseconds(drawn.lifetime).count();
  tokens::Track(session, *site.pool, std::string(client_id), tokens::PlaceOf(exchange.caller), now, exchange.world.random);
  return drawn;
}

void SetSessionCookie(const Exchange& exchange, const Site& site, const NewBrowserSession& session, http::Response& response) {
  SetLastingCookie(response, site, kSessionCookie, session.value, session.lifetime, exchange.world.wall_clock.Now());
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
