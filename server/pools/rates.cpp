#include "server/pools/rates.h"

#include <algorithm>

#include "server/api/errors.h"
#include "server/pools/api_categories.h"
#include "storage/store.h"

namespace rockpool::pools {
namespace {

constexpr std::int64_t kOne = 1000;  // thousandths
constexpr util::EpochMillis kSecond = 1000;
constexpr std::int64_t kAnswersOfASignIn = 3;

bool IsPartOfSignIn(std::optional<api::ChallengeNameType> answered) {
  return answered && answered != api::ChallengeNameType::NEW_PASSWORD_REQUIRED;
}

}  // namespace

bool TokenBuckets::Take(const std::string& name, std::int64_t a_second, util::EpochMillis now) {
  const util::LockGuard lock(mutex_);
  if (buckets_.size() >= kMost && !buckets_.contains(name)) {
    std::erase_if(buckets_, [now](const auto& entry) { return entry.second.filled_millis + kSecond <= now; });
    if (buckets_.size() >= kMost) {
      buckets_.clear();  // more than anybody's rates: of a flood of made-up accounts
    }
  }
  const auto [entry, is_new] = buckets_.try_emplace(name, Bucket{a_second * kOne, now});
  Bucket& bucket = entry->second;
  const util::EpochMillis passed = std::clamp<util::EpochMillis>(now - bucket.filled_millis, 0, kSecond);
  bucket.thousandths = std::min(a_second * kOne, bucket.thousandths + passed * a_second);
  bucket.filled_millis = now;
  if (bucket.thousandths < kOne) {
    return false;
  }
  bucket.thousandths -= kOne;
  return true;
}

void RequireRate(const world::World& world, const world::Caller& caller, const api::Operation& operation,
                 std::optional<api::ChallengeNameType> answered) {
  if (world.settings.Of<RateSettings>().buckets == nullptr) {
    return;
  }
  const ApiCategory* const category = FindCategoryOf(operation, answered);
  const Counts counts = IsPartOfSignIn(answered) ? Counts::kAsAnswer : Counts::kInFull;
  if (category != nullptr && !HasRate(world, caller, category->name, counts)) {
    throw api::TooManyRequestsException("Rate exceeded");
  }
}

bool HasRate(const world::World& world, const world::Caller& whose, std::string_view category, Counts counts) {
  const auto& buckets = world.settings.Of<RateSettings>().buckets;
  const ApiCategory* const limit = buckets == nullptr ? nullptr : FindCategory(category);
  if (limit == nullptr) {
    return true;
  }
  const std::int64_t a_second =
      world.store.ReadBriefly([&](const storage::Transaction& transaction) { return ProvisionedRate(transaction, whose, *limit); });
  const std::string name = whose.account + "/" + whose.region + "/" + std::string(category);
  const util::EpochMillis now = world.wall_clock.Now();
  if (counts == Counts::kAsAnswer && buckets->Take(name + "/answers", kAnswersOfASignIn * a_second, now)) {
    return true;
  }
  return buckets->Take(counts == Counts::kApart ? name + "/apart" : name, a_second, now);
}

}  // namespace rockpool::pools
