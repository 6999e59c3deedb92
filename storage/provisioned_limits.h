// The limits that accounts have set for themselves. They belong to an account and a region, not to a user pool.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct ProvisionedLimit {
  std::string account;
  std::string region;
  std::string name;  // unique in the account and region, never empty
  std::int64_t value = 0;
};

// Text compares as bytes everywhere.
class ProvisionedLimits {
 public:
  virtual ~ProvisionedLimits() = default;

  // The value that was put last; nullopt if none was.
  virtual std::optional<std::int64_t> Find(std::string_view account, std::string_view region, std::string_view name) const = 0;

  virtual void Put(const ProvisionedLimit& limit) = 0;
};

}  // namespace rockpool::storage
