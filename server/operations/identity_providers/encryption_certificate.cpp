#include "server/operations/identity_providers/encryption_certificate.h"

#include <algorithm>
#include <array>

#include "server/crypto/certificate.h"
#include "server/crypto/key_stock.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::operations {
namespace {

constexpr std::int64_t kTenYearsInSeconds = 10LL * 365 * 24 * 60 * 60;  // Assumed: as the pool's signing certificate

}  // namespace

std::string_view CertificateKey(const identity_providers::ProviderType& type) {
  const auto issued = std::ranges::find(type.keys, identity_providers::Role::kIssued, &identity_providers::KeyRule::role);
  return issued == type.keys.end() ? std::string_view() : issued->key;
}

EncryptionCertificate IssueEncryptionCertificate(const Context& context, const std::string& user_pool_id) {
  const crypto::RsaKey key = context.world.keys.Take();
  std::array<unsigned char, 16> serial{};
  context.world.random.Fill(serial);
  const std::int64_t now = context.world.clock.Now() / 1000;
  return {crypto::SelfSignedCertificate(key, user_pool_id, {now, now + kTenYearsInSeconds}, serial), key.ToPem()};
}

}  // namespace rockpool::operations
