#include "storage/sqlite/provisioned_limits.h"

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

std::optional<std::int64_t> ProvisionedLimits::Find(std::string_view account, std::string_view region, std::string_view name) const {
  Statement find(connection_, "SELECT value FROM provisioned_limits WHERE account = ? AND region = ? AND name = ?");
  return find.Bind(account, region, name).Step() ? std::optional(find.Integer(0)) : std::nullopt;
}

void ProvisionedLimits::Put(const ProvisionedLimit& limit) {
  Statement put(connection_,
                "INSERT INTO provisioned_limits (account, region, name, value) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (account, region, name) DO UPDATE SET value = excluded.value");
  put.Bind(limit.account, limit.region, limit.name, limit.value).Run();
}

}  // namespace rockpool::storage::sqlite
