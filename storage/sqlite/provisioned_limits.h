// The table `provisioned_limits`.
#pragma once

#include "storage/provisioned_limits.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class ProvisionedLimits final : public storage::ProvisionedLimits {
 public:
  explicit ProvisionedLimits(Connection& connection) : connection_(connection) {}

  std::optional<std::int64_t> Find(std::string_view account, std::string_view region, std::string_view name) const override;
  void Put(const ProvisionedLimit& limit) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
