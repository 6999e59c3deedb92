#include "storage/sqlite/graveyard.h"

#include <algorithm>
#include <optional>

#include "storage/sqlite/ownership.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

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
  if (OwnsMoreThan(connection_, row, kOwnedByPool, kRowsDeletedAtOnce)) {
    Bury(row);
  } else {
    Statement(connection_, "DELETE FROM user_pools WHERE id = ?").Bind(row).Run();
  }
  return true;
}

void Graveyard::DeleteUser(std::int64_t row) {
  if (OwnsMoreThan(connection_, row, kOwnedByUser, kRowsDeletedAtOnce)) {
    // They repeat the pool and would be found in it.
    Statement(connection_, "DELETE FROM user_search WHERE user = ?").Bind(row).Run();
    Statement(connection_, "DELETE FROM linked_identities WHERE user = ?").Bind(row).Run();
    Statement(connection_, "DELETE FROM web_authn_credentials WHERE user = ?").Bind(row).Run();
    Statement(connection_, "UPDATE users SET user_pool = ? WHERE id = ?").Bind(DigGrave(), row).Run();
  } else {
    Statement(connection_, "DELETE FROM users WHERE id = ?").Bind(row).Run();
  }
}

void Graveyard::DeleteAppClient(std::int64_t row) {
  if (OwnsMoreThan(connection_, row, kOwnedByAppClient, kRowsDeletedAtOnce)) {
    // Quotas keep them to a few.
    Statement(connection_, "DELETE FROM pool_resources WHERE app_client = ?").Bind(row).Run();
    MoveResource(row);
  } else {
    Statement(connection_, "DELETE FROM pool_resources WHERE id = ?").Bind(row).Run();
  }
}

void Graveyard::DeleteGroup(std::int64_t row) {
  if (OwnsMoreThan(connection_, row, kOwnedByGroup, kRowsDeletedAtOnce)) {
    MoveResource(row);
  } else {
    Statement(connection_, "DELETE FROM pool_resources WHERE id = ?").Bind(row).Run();
  }
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
  Statement(connection_, "DELETE FROM user_counts WHERE user_pool = ?").Bind(pool_row).Run();
  has_buried_ = true;
}

std::int64_t Graveyard::DigGrave() {
  has_buried_ = true;
  Statement insert(connection_,
                   "INSERT INTO user_pools (pool_id, account, region, name, creation_millis, last_modified_millis, document) "
                   "VALUES (? || hex(randomblob(16)), '', '', '', 0, 0, '') RETURNING id");
  insert.Bind(kDeadNames).Step();
  const std::int64_t row = insert.Integer(0);
  insert.Run();
  return row;
}

void Graveyard::MoveResource(std::int64_t row) {
  // Triggers take it off the counts of its pool and its account.
  Statement(connection_, "UPDATE pool_resources SET user_pool = ?, counted_account = NULL WHERE id = ?").Bind(DigGrave(), row).Run();
}

bool Graveyard::SweepSome(std::size_t limit) {
  std::int64_t left = std::max<std::int64_t>(LimitOf(limit), 1);
  const std::optional<std::int64_t> row = DeadPool(connection_);
  if (!row) {
    return false;
  }
  if (!DeleteOwned(connection_, *row, kOwnedByPool, left)) {
    return true;
  }
  Statement(connection_, "DELETE FROM user_pools WHERE id = ?").Bind(*row).Run();
  return HasDead();
}

void Graveyard::SweepExpired(std::int64_t now_millis, std::size_t limit) {
  if (!HasExpired(now_millis)) {
    return;
  }
  for (const std::string_view sql :
       {"DELETE FROM codes WHERE id IN (SELECT id FROM codes WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)",
        "DELETE FROM attempts WHERE id IN (SELECT id FROM attempts WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)",
        "DELETE FROM sign_in_sessions WHERE id IN "
        "(SELECT id FROM sign_in_sessions WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)",
        "DELETE FROM authorization_codes WHERE id IN "
        "(SELECT id FROM authorization_codes WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)",
        "DELETE FROM browser_sessions WHERE id IN "
        "(SELECT id FROM browser_sessions WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)",
        "DELETE FROM page_flows WHERE id IN (SELECT id FROM page_flows WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)",
        "DELETE FROM federation_states WHERE id IN "
        "(SELECT id FROM federation_states WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)"}) {
    Statement(connection_, sql).Bind(now_millis, LimitOf(limit)).Run();
  }
  SweepExpiredFamilies(now_millis, LimitOf(limit));
}

// A fifth of what the deletions cost that find nothing, and every sign-in asks.
bool Graveyard::HasExpired(std::int64_t now_millis) const {
  Statement find(
      connection_,
      "SELECT 1 FROM codes WHERE expires_millis < ?1 UNION ALL SELECT 1 FROM attempts WHERE expires_millis < ?1 UNION ALL "
      "SELECT 1 FROM sign_in_sessions WHERE expires_millis < ?1 UNION ALL "
      "SELECT 1 FROM authorization_codes WHERE expires_millis < ?1 UNION ALL "
      "SELECT 1 FROM browser_sessions WHERE expires_millis < ?1 UNION ALL SELECT 1 FROM page_flows WHERE expires_millis < ?1 UNION ALL "
      "SELECT 1 FROM federation_states WHERE expires_millis < ?1 UNION ALL "
      "SELECT 1 FROM refresh_families WHERE kept_until_millis < ?1 LIMIT 1");
  return find.Bind(now_millis).Step();
}

void Graveyard::SweepExpiredFamilies(std::int64_t now_millis, std::int64_t left) {
  while (left > 0) {
    std::int64_t row = 0;
    {
      Statement find(connection_, "SELECT id FROM refresh_families WHERE kept_until_millis < ? ORDER BY kept_until_millis LIMIT 1");
      if (!find.Bind(now_millis).Step()) {
        return;
      }
      row = find.Integer(0);
    }
    if (!DeleteOwned(connection_, row, kOwnedByFamily, left) || left <= 0) {
      return;
    }
    left -= Statement(connection_, "DELETE FROM refresh_families WHERE id = ?").Bind(row).Run();
  }
}

bool Graveyard::HasDead() const { return DeadPool(connection_).has_value(); }

}  // namespace rockpool::storage::sqlite
