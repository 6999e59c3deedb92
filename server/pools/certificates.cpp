#include "server/pools/certificates.h"

#include <array>
#include <cstdint>
#include <utility>

#include "server/crypto/certificate.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::pools {
namespace {

constexpr std::int64_t kTenYearsInSeconds = 10LL * 365 * 24 * 60 * 60;  // Assumed

}  // namespace

IssuedCertificate IssueCertificate(const world::World& world, const std::string& user_pool_id) {
  crypto::TakenKey taken = world.keys.Take();
  std::array<unsigned char, 16> serial{};
  world.random.Fill(serial);
  const std::int64_t now = world.wall_clock.Now() / 1000;
  std::string certificate = crypto::SelfSignedCertificate(taken.key(), user_pool_id, {now, now + kTenYearsInSeconds}, serial);
  std::string private_key = taken.key().ToPem();
  return {std::move(taken), std::move(certificate), std::move(private_key)};
}

}  // namespace rockpool::pools
