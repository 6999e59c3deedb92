#include "server/pools/certificates.h"

#include <array>
#include <cstdint>

#include "server/crypto/certificate.h"
#include "server/crypto/key_stock.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::pools {
namespace {

constexpr std::int64_t kTenYearsInSeconds = 10LL * 365 * 24 * 60 * 60;  // Assumed

}  // namespace

IssuedCertificate IssueCertificate(const world::World& world, const std::string& user_pool_id) {
  const crypto::RsaKey key = world.keys.Take();
  std::array<unsigned char, 16> serial{};
  world.random.Fill(serial);
  const std::int64_t now = world.clock.Now() / 1000;
  return {crypto::SelfSignedCertificate(key, user_pool_id, {now, now + kTenYearsInSeconds}, serial), key.ToPem()};
}

}  // namespace rockpool::pools
