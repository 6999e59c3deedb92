// Assertions that were believed once, so that none is believed twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace rockpool::storage {

struct UsedAssertion {
  std::string user_pool_id;
  std::string digest;               // bytes: of whatever names the assertion; unique in the pool, never empty
  std::int64_t expires_millis = 0;  // by wall time, which no test moves: the provider has signed it

  bool operator==(const UsedAssertion&) const = default;
};

// They end with their pool. What expired is there until it is swept.
class UsedAssertions {
 public:
  virtual ~UsedAssertions() = default;

  // Requires: the pool exists (std::logic_error if not). False, and nothing changes, if the pool has it already.
  virtual bool Insert(const UsedAssertion& assertion) = 0;

  // Removes up to `limit` of those that have expired before `now_millis`, which is wall time.
  virtual void SweepExpired(std::int64_t now_millis, std::size_t limit) = 0;
};

}  // namespace rockpool::storage
