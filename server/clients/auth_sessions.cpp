#include "server/clients/auth_sessions.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"

namespace rockpool::clients {
namespace {

constexpr std::string_view kBegin = "AYABe";
constexpr std::size_t kSessionBytes = 1120;
constexpr std::int32_t kUsualMinutes = 3;
constexpr util::EpochMillis kMinute = 60'000;
constexpr util::EpochMillis kToldFor = 60 * kMinute;

}  // namespace

std::string DrawSession(util::Random& random) {
  std::array<unsigned char, kSessionBytes> bytes{};
  random.Fill(bytes);
  return std::string(kBegin) + crypto::Base64UrlEncode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string DigestOfSession(std::string_view session) { return crypto::Sha256(session); }

util::EpochMillis KeptUntil(const ClientInUse& client, util::EpochMillis now) {
  return now + kMinute * client.settings.AuthSessionValidity.value_or(kUsualMinutes) + kToldFor;
}

util::EpochMillis KeptByDefault(util::EpochMillis now) { return now + kMinute * kUsualMinutes + kToldFor; }

util::EpochMillis ExpiryOf(const storage::SignInSession& row) { return row.expires_millis - kToldFor; }

void ThrowInvalidSession() { throw api::NotAuthorizedException("Invalid session for the user."); }

void ThrowUsedSession() { throw api::NotAuthorizedException("Invalid session for the user, session can only be used once."); }

void ThrowExpiredSession() { throw api::NotAuthorizedException("Invalid session for the user, session is expired."); }

}  // namespace rockpool::clients
