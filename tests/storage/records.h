// Records with a value in every member, so that a member which is forgotten on the way is seen.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/auth_events.h"
#include "storage/authorization_codes.h"
#include "storage/browser_sessions.h"
#include "storage/devices.h"
#include "storage/federation_states.h"
#include "storage/identity_providers.h"
#include "storage/linked_identities.h"
#include "storage/messages.h"
#include "storage/page_flows.h"
#include "storage/pool_resources.h"
#include "storage/refresh_families.h"
#include "storage/sign_in_sessions.h"
#include "storage/stand_ins.h"
#include "storage/used_assertions.h"
#include "storage/user_import_jobs.h"
#include "storage/user_pools.h"
#include "storage/users.h"
#include "storage/web_authn_credentials.h"

namespace rockpool::storage::testing {

inline constexpr char kAccount[] = "123456789012";
inline constexpr char kRegion[] = "eu-central-1";

inline UserPool PoolNamed(std::string id) {
  return {.account = kAccount,
          .region = kRegion,
          .id = std::move(id),
          .name = "a pool",
          .document = R"({"MfaConfiguration":"OFF"})",
          .creation_millis = 1'700'000'000'123,
          .last_modified_millis = 1'700'000'000'456};
}

inline IdentityProvider ProviderNamed(std::string pool, std::string name, std::vector<std::string> identifiers = {}) {
  return {.user_pool_id = std::move(pool),
          .name = std::move(name),
          .type = "SAML",
          .document = R"({"ProviderDetails":{}})",
          .identifiers = std::move(identifiers),
          .encryption_key = "a private key",
          .creation_millis = 1'700'000'000'789,
          .last_modified_millis = 1'700'000'001'012};
}

inline PoolResource ResourceNamed(std::string pool, std::string key, std::string client = "") {
  return {.user_pool_id = std::move(pool),
          .key = std::move(key),
          .client_id = std::move(client),
          .document = R"({"Description":"a resource"})",
          .creation_millis = 1'700'000'001'345,
          .last_modified_millis = 1'700'000'001'678};
}

inline User UserNamed(std::string pool, std::string username) {
  return {.user_pool_id = std::move(pool),
          .username = std::move(username),
          .document = R"({"Enabled":true})",
          .creation_millis = 1'700'000'002'345,
          .last_modified_millis = 1'700'000'002'678};
}

inline SignInSession SessionOf(std::string digest, std::string pool, std::string client, std::optional<std::int64_t> user) {
  return {.digest = std::move(digest),
          .user_pool_id = std::move(pool),
          .client_id = std::move(client),
          .user = user,
          .challenge = "PASSWORD_VERIFIER",
          .document = R"({"proved":[]})",
          .is_used = false,
          .wrong_answers = 2,
          .expires_millis = 1'700'000'003'000};
}

inline Device DeviceOf(std::string key, std::int64_t user) {
  return {.user = user,
          .key = std::move(key),
          .name = "a telephone",
          .is_remembered = true,
          .has_proved_factor = true,
          .secret = {.salt = "salt", .verifier = "verifier"},
          .last_address = "192.0.2.1",
          .creation_millis = 1'700'000'003'400,
          .last_modified_millis = 1'700'000'003'500,
          .last_authenticated_millis = 1'700'000'003'600};
}

// Its two names are made of `name`.
inline RefreshFamily FamilyOf(const std::string& name, std::string pool, std::string client, std::int64_t user) {
  return {.origin_jti = "origin of " + name,
          .event_id = "event of " + name,
          .user_pool_id = std::move(pool),
          .client_id = std::move(client),
          .user = user,
          .document = R"({"scope":"openid"})",
          .authenticated_millis = 1'700'000'004'000,
          .expires_millis = 1'700'000'005'000,
          .kept_until_millis = 1'700'000'006'000};
}

// Of a family.
inline UserSession UserSessionOf(std::string session_id, std::int64_t family) {
  return {.session_id = std::move(session_id),
          .family = family,
          .origin_session_id = "sso of it",
          .device_type = "Chrome 125 / macOS 15.0",
          .ip_address = "192.0.2.1",
          .creation_millis = 1'700'000'004'100,
          .last_active_millis = 1'700'000'004'200};
}

inline AuthorizationCode AuthorizationCodeOf(std::string digest, std::string pool, std::string client, std::int64_t user) {
  return {.digest = std::move(digest),
          .user_pool_id = std::move(pool),
          .client_id = std::move(client),
          .user = user,
          .document = R"({"redirect_uri":"https://example.com/"})",
          .is_used = false,
          .expires_millis = 1'700'000'003'100};
}

inline BrowserSession BrowserSessionOf(std::string digest, std::string pool, std::int64_t user) {
  return {.digest = std::move(digest),
          .user_pool_id = std::move(pool),
          .user = user,
          .provider = "COGNITO",
          .document = R"({"client":"web"})",
          .authenticated_millis = 1'700'000'003'150,
          .expires_millis = 1'700'000'003'200};
}

// One that is told of.
inline BrowserSession TrackedBrowserSessionOf(std::string digest, std::string pool, std::int64_t user) {
  BrowserSession session = BrowserSessionOf(digest, std::move(pool), user);
  session.session_id = "sso" + std::move(digest);
  session.client_id = "web";
  session.last_active_millis = 1'700'000'003'160;
  session.device_type = "Firefox 130 / Linux";
  session.ip_address = "2001:db8::1";
  return session;
}

inline PageFlow PageFlowOf(std::string digest, std::string pool, std::string client) {
  return {.digest = std::move(digest),
          .user_pool_id = std::move(pool),
          .client_id = std::move(client),
          .document = R"({"challenge":"SMS_MFA"})",
          .expires_millis = 1'700'000'003'300};
}

// Of a person with that subject at the provider "Okta".
inline LinkedIdentity IdentityOf(const std::string& subject, std::string pool, std::int64_t user) {
  return {.user_pool_id = std::move(pool),
          .user = user,
          .provider = "Okta",
          .attribute = "Cognito_Subject",
          .value = subject,
          .folded = "folded " + subject,
          .document = R"({"primary":true})",
          .creation_millis = 1'700'000'003'350};
}

inline FederationState StateOf(std::string digest, std::string pool, std::string client) {
  return {.digest = std::move(digest),
          .user_pool_id = std::move(pool),
          .client_id = std::move(client),
          .document = R"({"provider":"Okta"})",
          .expires_millis = 1'700'000'003'400};
}

inline UsedAssertion AssertionOf(std::string digest, std::string pool) {
  return {.user_pool_id = std::move(pool), .digest = std::move(digest), .expires_millis = 1'700'000'003'500};
}

inline StandIn StandInOf(std::string pool, std::string provider) {
  return {.user_pool_id = std::move(pool), .provider = std::move(provider), .document = R"({"identities":[]})"};
}

inline WebAuthnCredential PasskeyOf(std::string id, std::string pool, std::int64_t user) {
  return {.user_pool_id = std::move(pool),
          .user = user,
          .credential_id = std::move(id),
          .public_key = "a public key",
          .sign_count = 4'294'967'295,
          .is_backup_eligible = true,
          .relying_party_id = "example.com",
          .document = R"({"FriendlyCredentialName":"a passkey"})",
          .creation_millis = 1'700'000'003'600};
}

inline AuthEvent EventOf(std::string event_id, std::int64_t user) {
  return {.user = user,
          .event_id = std::move(event_id),
          .document = R"({"EventType":"SignIn"})",
          .creation_millis = 1'700'000'003'550,
          .kept_until_millis = 1'700'000'003'600};
}

inline Message MessageTo(std::string pool, std::string username, std::string destination) {
  return {.user_pool_id = std::move(pool),
          .client_id = "web",
          .username = std::move(username),
          .purpose = "CustomMessage_SignUp",
          .medium = "EMAIL",
          .destination = std::move(destination),
          .subject = "Your code",
          .body = "It is 123456",
          .code = "123456",
          .temporary_password = "a password",
          .link = "https://example.com/",
          .sent_millis = 1'700'000'007'000,
          .via = "SES",
          .region = "eu-west-1"};
}

inline UserImportJob ImportJobOf(std::string id, std::string pool) {
  return {.number = 0,
          .user_pool_id = std::move(pool),
          .job_id = std::move(id),
          .is_active = true,
          .creation_millis = 1'700'000'008'000,
          .file_bytes = 4321,
          .read_bytes = 1234,
          .read_lines = 12,
          .document = R"({"JobName":"a job"})"};
}

// A record that was read, as it was written: its revision is the store's.
template <class Record>
Record AsWritten(Record record) {
  record.revision = 0;
  return record;
}

template <class Record>
std::optional<Record> AsWritten(std::optional<Record> record) {
  if (record) {
    record->revision = 0;
  }
  return record;
}

template <class Record>
std::vector<Record> AsWritten(std::vector<Record> records) {
  for (Record& record : records) {
    record.revision = 0;
  }
  return records;
}

// What careless code garbles: the zero byte, quotes of all kinds, characters of two to four bytes, and bytes that are no UTF-8.
inline std::string AwkwardText() {
  using namespace std::string_literals;
  return "a\0b'c\"d`e\\f%g_h;--\n\t\r \xc3\xa4 \xe2\x82\xac \xf0\x9f\x90\x9f \xff\xfe \0"s;
}

}  // namespace rockpool::storage::testing
