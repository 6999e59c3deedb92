#include <functional>
#include <map>
#include <optional>
#include <string>

#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/certificates.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// No structure of the API has a place for a private key. The certificate is under its name in the answer.
using Content = std::map<std::string, std::string, std::less<>>;
constexpr const char* kCertificate = "Certificate";
constexpr const char* kPrivateKey = "PrivateKey";

// What is kept decoded; the private key is not.
struct SigningCertificate {
  std::string base64_der;
};

std::optional<std::string> FindCertificate(const storage::Transaction& transaction, const Context& context,
                                           const std::string& user_pool_id) {
  const auto record = pools::FindConfigurationRecord(transaction, storage::ResourceKind::kSigningKey, user_pool_id);
  if (!record) {
    return std::nullopt;
  }
  const auto decode = [&record] { return SigningCertificate{pools::ContentOf<Content>(*record).at(kCertificate)}; };
  const world::RecordVersion version{transaction.generation(), user_pool_id, record->revision};
  return context.world.caches.Of<SigningCertificate>().Get(version, decode)->base64_der;
}

}  // namespace

api::GetSigningCertificateResponse GetSigningCertificate(const Context& context, const api::GetSigningCertificateRequest& request) {
  world::LookCallCommit rounds(context.world.store);
  const std::string& pool = request.UserPoolId;
  const auto known = rounds.Look([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, pool);
    return FindCertificate(transaction, context, pool);
  });
  if (known) {
    return {known};
  }
  pools::IssuedCertificate issued = pools::IssueCertificate(context.world, pool);
  const util::EpochMillis now = context.world.clock.Now();
  const std::string certificate = rounds.Commit([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, pool);
    if (auto meanwhile = FindCertificate(transaction, context, pool)) {
      return *std::move(meanwhile);
    }
    const Content content = {{kCertificate, issued.base64_der}, {kPrivateKey, issued.private_key}};
    transaction.resources(storage::ResourceKind::kSigningKey).Insert(pools::NewConfiguration(now, pool, std::nullopt, content));
    return issued.base64_der;
  });
  if (certificate == issued.base64_der) {
    issued.key.Keep();
  }
  return {certificate};
}

}  // namespace rockpool::operations
