#include "server/seed/memory.h"

#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"

namespace rockpool::seed {
namespace {

constexpr std::string_view kKeyProperty = "seed_mark_key";
constexpr std::size_t kKeyBytes = 32;
constexpr auto kKind = storage::ResourceKind::kSeedEntry;

std::string KeyKeptIn(storage::Store& keeper, util::Random& random) {
  std::string fresh(kKeyBytes, '\0');
  random.Fill({reinterpret_cast<unsigned char*>(fresh.data()), fresh.size()});
  return keeper.Write([&](storage::Transaction& transaction) {
    if (auto kept = transaction.properties().Find(kKeyProperty)) {
      return *std::move(kept);
    }
    transaction.properties().Put(kKeyProperty, fresh);
    return fresh;
  });
}

}  // namespace

std::string Marks::Of(std::string_view operation, std::string_view request, std::size_t occurrence) {
  if (!key_) {
    key_ = KeyKeptIn(keeper_, random_);
  }
  // No part has a line end in it: JSON writes it as an escape.
  const std::string entry = std::string(operation) + "\n" + std::string(request) + "\n" + std::to_string(occurrence);
  const crypto::Sha256Digest digest = crypto::HmacSha256(*key_, entry);
  return crypto::Base64UrlEncode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

bool HasMark(const storage::Store& store, const operations::RecordOwner& owner, std::string_view mark) {
  return store.Read([&](const storage::Transaction& transaction) {
    const auto found = transaction.resources(kKind).Find(owner.user_pool_id, mark);
    return found && found->client_id == owner.client_id;
  });
}

MarkingStore::MarkingStore(storage::Store& store, operations::RecordOwner owner, std::string mark, util::EpochMillis now)
    : store_(store),
      mark_{.user_pool_id = std::move(owner.user_pool_id),
            .key = std::move(mark),
            .client_id = std::move(owner.client_id),
            .document = "{}",
            .creation_millis = now,
            .last_modified_millis = now} {}

void MarkingStore::WriteTransaction(const std::function<void(storage::Transaction&)>& body) {
  store_.Write([&](storage::Transaction& transaction) {
    body(transaction);
    auto& marks = transaction.resources(kKind);
    if (!marks.Find(mark_.user_pool_id, mark_.key)) {
      marks.Insert(mark_);
    }
  });
}

}  // namespace rockpool::seed
