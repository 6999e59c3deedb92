#include "server/operations/certificates.h"

#include <array>
#include <cstdint>

#include "server/crypto/certificate.h"
#include "server/crypto/key_stock.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::operations {
namespace {

constexpr std::int64_t kTenYearsInSeconds = 10LL * 365 * 24 * 60 * 60;  // Assumed

}  // namespace

IssuedCertificate IssueCertificate(const Context& context, const std::string& user_pool_id) {
  const crypto::RsaKey key = context.world.keys.Take();
  std::array<unsigned char, 16> serial{};
  context.world.random.Fill(serial);
  const std::int64_t now = context.world.clock.Now() / 1000;
  return {crypto::SelfSignedCertificate(key, user_pool_id, {now, now + kTenYearsInSeconds}, serial), key.ToPem()};
}

}  // namespace rockpool::operations
