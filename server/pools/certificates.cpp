#include "server/pools/certificates.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "server/crypto/certificate.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::pools {
namespace {

constexpr std::int64_t kTenYearsInSeconds = 10LL * 365 * 24 * 60 * 60;  // Assumed

// No structure of the API has a place for a private key. The certificate is under its name in the answer.
using Content = std::map<std::string, std::string, std::less<>>;
constexpr const char* kCertificate = "Certificate";
constexpr const char* kPrivateKey = "PrivateKey";
constexpr auto kKind = storage::ResourceKind::kSigningKey;

// What is shown, apart from the key, which takes fifty times as long to load.
struct ShownCertificate {
  std::string base64_der;
};

std::optional<std::string> FindSigningCertificate(const world::World& world, const storage::Transaction& transaction,
                                                  const std::string& user_pool_id) {
  const auto record = FindConfigurationRecord(transaction, kKind, user_pool_id);
  if (!record) {
    return std::nullopt;
  }
  const auto decode = [&record] { return ShownCertificate{ContentOf<Content>(*record).at(kCertificate)}; };
  const world::RecordVersion version{transaction.generation(), user_pool_id, record->revision};
  return world.caches.Of<ShownCertificate>().Get(version, decode)->base64_der;
}

struct SeenCertificate {
  std::int64_t generation = 0;
  std::optional<storage::PoolResource> record;
};

SeenCertificate ReadSigningCertificate(const world::World& world, const std::string& user_pool_id) {
  return world.store.Read([&](const storage::Transaction& transaction) {
    return SeenCertificate{transaction.generation(), FindConfigurationRecord(transaction, kKind, user_pool_id)};
  });
}

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

std::string EnsureSigningCertificate(const world::World& world, const std::string& user_pool_id, const PoolCheck& require_pool) {
  world::LookCallCommit rounds(world.store);
  auto known = rounds.Look([&](const storage::Transaction& transaction) {
    require_pool(transaction);
    return FindSigningCertificate(world, transaction, user_pool_id);
  });
  if (known) {
    return *std::move(known);
  }
  IssuedCertificate issued = IssueCertificate(world, user_pool_id);
  const util::EpochMillis now = world.clock.Now();
  std::string certificate = rounds.Commit([&](storage::Transaction& transaction) {
    require_pool(transaction);
    if (auto meanwhile = FindSigningCertificate(world, transaction, user_pool_id)) {
      return *std::move(meanwhile);
    }
    const Content content = {{kCertificate, issued.base64_der}, {kPrivateKey, issued.private_key}};
    transaction.resources(kKind).Insert(NewConfiguration(now, user_pool_id, std::nullopt, content));
    return issued.base64_der;
  });
  if (certificate == issued.base64_der) {
    issued.key.Keep();
  }
  return certificate;
}

std::shared_ptr<const SigningCertificate> SigningCertificateOf(const world::World& world, const std::string& user_pool_id) {
  SeenCertificate seen = ReadSigningCertificate(world, user_pool_id);
  if (!seen.record) {
    EnsureSigningCertificate(world, user_pool_id, [&user_pool_id](const storage::Transaction& transaction) {
      if (!transaction.user_pools().FindById(user_pool_id)) {
        ThrowPoolNotFound(user_pool_id);
      }
    });
    seen = ReadSigningCertificate(world, user_pool_id);
  }
  // It may have been deleted since it was made.
  if (!seen.record) {
    ThrowPoolNotFound(user_pool_id);
  }
  return world.caches.Of<SigningCertificate>().Get({seen.generation, user_pool_id, seen.record->revision}, [&seen] {
    const auto content = ContentOf<Content>(*seen.record);
    return SigningCertificate{content.at(kCertificate), crypto::RsaKey::FromPem(content.at(kPrivateKey))};
  });
}

}  // namespace rockpool::pools
