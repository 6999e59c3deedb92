#include "storage/sqlite/graveyard.h"

#include <algorithm>
#include <array>
#include <optional>

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

struct OwnedTable {
  // The rows of a pool, after the first so many.
  std::string_view any_after;
  std::string_view delete_some;
};

// Whatever refers to a row of user_pools, in the order in which it is swept. What rows of their own refer to comes after those rows, so
// that no row takes others along by cascade: in pool_resources those are the app clients, the first of its kinds by name.
constexpr std::array kOwnedTables{
    OwnedTable{"SELECT 1 FROM identity_provider_identifiers WHERE user_pool = ? LIMIT 1 OFFSET ?",
               "DELETE FROM identity_provider_identifiers WHERE id IN "
               "(SELECT id FROM identity_provider_identifiers WHERE user_pool = ? LIMIT ?)"},
    OwnedTable{"SELECT 1 FROM identity_providers WHERE user_pool = ? LIMIT 1 OFFSET ?",
               "DELETE FROM identity_providers WHERE id IN (SELECT id FROM identity_providers WHERE user_pool = ? LIMIT ?)"},
    OwnedTable{"SELECT 1 FROM pool_resources WHERE user_pool = ? LIMIT 1 OFFSET ?",
               "DELETE FROM pool_resources WHERE id IN "
               "(SELECT id FROM pool_resources WHERE user_pool = ? ORDER BY kind DESC, key DESC LIMIT ?)"}};

std::optional<std::int64_t> DeadPool(Connection& connection) {
  Statement find(connection, "SELECT id FROM user_pools WHERE pool_id >= ? LIMIT 1");
  return find.Bind(kDeadNames).Step() ? std::optional(find.Integer(0)) : std::nullopt;
}

}  // namespace

bool Graveyard::DeleteUserPool(std::string_view id) {
  std::int64_t row = 0;
  {
    Statement find(connection_, "SELECT id FROM user_pools WHERE pool_id = ?");
    if (!find.Bind(id).Step()) {
      return false;
    }
    row = find.Integer(0);
  }
  if (OwnsMuch(row)) {
    Bury(row);
  } else {
    Statement(connection_, "DELETE FROM user_pools WHERE id = ?").Bind(row).Run();
  }
  return true;
}

bool Graveyard::OwnsMuch(std::int64_t pool_row) const {
  return std::ranges::any_of(kOwnedTables, [&](const OwnedTable& table) {
    Statement any(connection_, table.any_after);
    return any.Bind(pool_row, kRowsDeletedAtOnce).Step();
  });
}

void Graveyard::Bury(std::int64_t pool_row) {
  // Triggers take both off the counts of the account.
  Statement(connection_, "UPDATE pool_resources SET counted_account = NULL WHERE user_pool = ? AND counted_account IS NOT NULL")
      .Bind(pool_row)
      .Run();
  Statement(connection_,
            "UPDATE user_pools SET pool_id = ? || hex(randomblob(16)), account = '', region = '', name = '', document = '' WHERE id = ?")
      .Bind(kDeadNames, pool_row)
      .Run();
  // Nobody asks for them again, and the sweep need not count them down.
  Statement(connection_, "DELETE FROM pool_resource_counts WHERE user_pool = ?").Bind(pool_row).Run();
  has_buried_ = true;
}

bool Graveyard::SweepSome(std::size_t limit) {
  std::int64_t left = std::max<std::int64_t>(LimitOf(limit), 1);
  const std::optional<std::int64_t> row = DeadPool(connection_);
  if (!row) {
    return false;
  }
  for (const OwnedTable& table : kOwnedTables) {
    // What went by cascade within the slice is not counted here, so only a look tells whether the table has more.
    left -= Statement(connection_, table.delete_some).Bind(*row, left).Run();
    if (Statement(connection_, table.any_after).Bind(*row, std::int64_t{0}).Step()) {
      return true;
    }
  }
  Statement(connection_, "DELETE FROM user_pools WHERE id = ?").Bind(*row).Run();
  return HasDead();
}

bool Graveyard::HasDead() const { return DeadPool(connection_).has_value(); }

}  // namespace rockpool::storage::sqlite
