// How many requests a second an account may make in a region, by category: the provisioned limits, held to where the server is asked to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/api/operation.h"
#include "server/api/types.h"
#include "server/util/clock.h"
#include "server/util/thread_safety.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::pools {

// A bucket for each name: it holds what may come within a second, and fills as fast. Any thread.
class TokenBuckets {
 public:
  // Accounts are the callers' own words: past so many buckets those are forgotten that have been left alone for a second, and are full.
  static constexpr std::size_t kMost = 4096;

  // Takes one out. False if nothing was left. A clock that is turned back fills nothing.
  bool Take(const std::string& name, std::int64_t a_second, util::EpochMillis now) ROCKPOOL_EXCLUDES(mutex_);

 private:
  struct Bucket {
    std::int64_t thousandths = 0;  // of a request
    util::EpochMillis filled_millis = 0;
  };

  util::Mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_ ROCKPOOL_GUARDED_BY(mutex_);
};

struct RateSettings {
  std::shared_ptr<TokenBuckets> buckets = nullptr;  // nullptr: requests are not limited in rate
};

// Throws api::TooManyRequestsException if the caller's account has made more requests of the operation's category in his region, by wall
// clock, than its provisioned limit says. Answers to challenges have three times the category's rate for themselves, and what is more
// counts as a sign-in, but for those to NEW_PASSWORD_REQUIRED, whose category is another one (the developer guide, "Quotas"). `answered`:
// which challenge the call answers, if any. Reads in a transaction of its own where rates are held to, and else does nothing.
void RequireRate(const world::World& world, const world::Caller& caller, const api::Operation& operation,
                 std::optional<api::ChallengeNameType> answered);

enum class Counts {
  kInFull,    // as a request of the category
  kAsAnswer,  // as an answer to a challenge: three times the rate for itself, and what is more counts in full
  kApart,     // by the same rate, and takes nothing from the others
};

// The same of what is no operation: false if there were more of the `category`, which is one of AWS's, in the account and region of
// `whose`.
bool HasRate(const world::World& world, const world::Caller& whose, std::string_view category, Counts counts);

}  // namespace rockpool::pools
