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

constexpr std::int64_t kYearInSeconds = 365LL * 24 * 60 * 60;  // Assumed: documented are a year and ten years
constexpr std::int64_t kTenYearsInSeconds = 10 * kYearInSeconds;

// No structure of the API has a place for a private key. The certificate is under its name in the answer.
using Content = std::map<std::string, std::string, std::less<>>;
constexpr const char* kCertificate = "Certificate";
constexpr const char* kPrivateKey = "PrivateKey";
constexpr auto kKind = storage::ResourceKind::kSigningKey;

// What is shown, apart from the key, which takes fifty times as long to load.
struct ShownCertificate {
  std::string base64_der;
  std::int64_t not_before_seconds = 0;
};

// Null if none was made yet.
std::shared_ptr<const ShownCertificate> FindSigningCertificate(const world::World& world, const storage::Transaction& transaction,
                                                               const std::string& user_pool_id) {
  const auto record = FindConfigurationRecord(transaction, kKind, user_pool_id);
  if (!record) {
    return nullptr;
  }
  const world::RecordVersion version{transaction.generation(), user_pool_id, record->revision};
  return world.caches.Of<ShownCertificate>().Get(version, [&record] {
    std::string base64_der = ContentOf<Content>(*record).at(kCertificate);
    const std::int64_t not_before = crypto::ValidityOf(base64_der).value().not_before_seconds;
    return ShownCertificate{std::move(base64_der), not_before};
  });
}

struct SeenCertificate {
  std::int64_t generation = 0;
  std::optional<storage::PoolResource> record;
};

SeenCertificate ReadSigningCertificate(const world::World& world, const std::string& user_pool_id) {
  return world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    return SeenCertificate{transaction.generation(), FindConfigurationRecord(transaction, kKind, user_pool_id)};
  });
}

std::string CertificateFor(const world::World& world, const crypto::RsaKey& key, const std::string& user_pool_id) {
  std::array<unsigned char, 16> serial{};
  world.random.Fill(serial);
  const std::int64_t now = world.wall_clock.Now() / 1000;
  return crypto::SelfSignedCertificate(key, user_pool_id, {now, now + kTenYearsInSeconds}, serial);
}

// Or the one that another call has made meanwhile.
std::string FirstCertificate(const world::World& world, world::LookCallCommit& rounds, const std::string& user_pool_id,
                             const PoolCheck& require_pool) {
  IssuedCertificate issued = IssueCertificate(world, user_pool_id);
  const util::EpochMillis now = world.clock.Now();
  std::string certificate = rounds.Commit([&](storage::Transaction& transaction) {
    require_pool(transaction);
    if (const auto meanwhile = FindSigningCertificate(world, transaction, user_pool_id)) {
      return meanwhile->base64_der;
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

// With the key of the one before, whose signatures are therefore this one's too, and which stays valid (the developer guide, "SAML signing
// and encryption"). Or the one that another call has made since `due` was seen.
std::string RenewedCertificate(const world::World& world, world::LookCallCommit& rounds, const std::string& user_pool_id,
                               const std::string& due, const PoolCheck& require_pool) {
  const auto before = SigningCertificateOf(world, user_pool_id);
  const std::string renewed = CertificateFor(world, before->key, user_pool_id);
  const util::EpochMillis now = world.clock.Now();
  return rounds.Commit([&](storage::Transaction& transaction) {
    require_pool(transaction);
    auto record = FindConfigurationRecord(transaction, kKind, user_pool_id);
    if (!record) {  // the pool was deleted, and made anew under its id
      ThrowPoolNotFound(user_pool_id);
    }
    auto content = ContentOf<Content>(*record);
    if (content.at(kCertificate) == due) {
      content[kCertificate] = renewed;
      Change(now, *record, content);
      transaction.resources(kKind).Update(*record);
    }
    return content.at(kCertificate);
  });
}

}  // namespace

IssuedCertificate IssueCertificate(const world::World& world, const std::string& user_pool_id) {
  crypto::TakenKey taken = world.keys.Take();
  std::string certificate = CertificateFor(world, taken.key(), user_pool_id);
  std::string private_key = taken.key().ToPem();
  return {std::move(taken), std::move(certificate), std::move(private_key)};
}

std::string EnsureSigningCertificate(const world::World& world, const std::string& user_pool_id, const PoolCheck& require_pool) {
  world::LookCallCommit rounds(world.store);
  const auto known = rounds.Look([&](const storage::Transaction& transaction) {
    require_pool(transaction);
    return FindSigningCertificate(world, transaction, user_pool_id);
  });
  if (!known) {
    return FirstCertificate(world, rounds, user_pool_id, require_pool);
  }
  const bool is_due = world.wall_clock.Now() / 1000 - known->not_before_seconds >= kYearInSeconds;
  return is_due ? RenewedCertificate(world, rounds, user_pool_id, known->base64_der, require_pool) : known->base64_der;
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
