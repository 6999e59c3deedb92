#include "storage/sqlite/ownership.h"

#include <algorithm>
#include <array>

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

template <std::size_t Count>
constexpr Owned AllOf(const std::array<OwnedRows, Count>& rows) {
  return {rows.data(), Count};
}

constexpr std::array kOfFamily{
    OwnedRows{"SELECT family FROM refresh_tokens WHERE family = ? LIMIT ?",
              "DELETE FROM refresh_tokens WHERE digest IN (SELECT digest FROM refresh_tokens WHERE family = ? LIMIT ?)"},
    OwnedRows{"SELECT family FROM user_sessions WHERE family = ? LIMIT ?", "DELETE FROM user_sessions WHERE family = ? AND ? > 0"}};

// What stands at a user at most once for each name, purpose or the like goes in one statement, whatever the limit.
constexpr std::array kOfUser{
    OwnedRows{"SELECT id FROM refresh_families WHERE user = ? LIMIT ?", "DELETE FROM refresh_families WHERE id = ?", AllOf(kOfFamily)},
    OwnedRows{"SELECT id FROM sign_in_sessions WHERE user = ? LIMIT ?",
              "DELETE FROM sign_in_sessions WHERE id IN (SELECT id FROM sign_in_sessions WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM authorization_codes WHERE user = ? LIMIT ?",
              "DELETE FROM authorization_codes WHERE id IN (SELECT id FROM authorization_codes WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM browser_sessions WHERE user = ? LIMIT ?",
              "DELETE FROM browser_sessions WHERE id IN (SELECT id FROM browser_sessions WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM group_members WHERE user = ? LIMIT ?",
              "DELETE FROM group_members WHERE id IN (SELECT id FROM group_members WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM password_history WHERE user = ? LIMIT ?",
              "DELETE FROM password_history WHERE id IN (SELECT id FROM password_history WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM codes WHERE user = ? LIMIT ?", "DELETE FROM codes WHERE id IN (SELECT id FROM codes WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM auth_events WHERE user = ? LIMIT ?",
              "DELETE FROM auth_events WHERE id IN (SELECT id FROM auth_events WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM linked_identities WHERE user = ? LIMIT ?",
              "DELETE FROM linked_identities WHERE id IN (SELECT id FROM linked_identities WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM devices WHERE user = ? LIMIT ?",
              "DELETE FROM devices WHERE id IN (SELECT id FROM devices WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM web_authn_credentials WHERE user = ? LIMIT ?",
              "DELETE FROM web_authn_credentials WHERE id IN (SELECT id FROM web_authn_credentials WHERE user = ? LIMIT ?)"},
    OwnedRows{"SELECT user FROM user_search WHERE user = ? LIMIT ?", "DELETE FROM user_search WHERE user = ? AND ? > 0"},
    OwnedRows{"SELECT user FROM credentials WHERE user = ? LIMIT ?", "DELETE FROM credentials WHERE user = ? AND ? > 0"}};

// Families, sessions and codes belong to a user besides.
constexpr std::array kOfAppClient{
    OwnedRows{"SELECT id FROM refresh_families WHERE app_client = ? LIMIT ?", "DELETE FROM refresh_families WHERE id = ?",
              AllOf(kOfFamily)},
    OwnedRows{"SELECT id FROM sign_in_sessions WHERE app_client = ? LIMIT ?",
              "DELETE FROM sign_in_sessions WHERE id IN (SELECT id FROM sign_in_sessions WHERE app_client = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM authorization_codes WHERE app_client = ? LIMIT ?",
              "DELETE FROM authorization_codes WHERE id IN (SELECT id FROM authorization_codes WHERE app_client = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM page_flows WHERE app_client = ? LIMIT ?",
              "DELETE FROM page_flows WHERE id IN (SELECT id FROM page_flows WHERE app_client = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM federation_states WHERE app_client = ? LIMIT ?",
              "DELETE FROM federation_states WHERE id IN (SELECT id FROM federation_states WHERE app_client = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM pool_resources WHERE app_client = ? LIMIT ?",
              "DELETE FROM pool_resources WHERE id IN (SELECT id FROM pool_resources WHERE app_client = ? LIMIT ?)"}};

constexpr std::array kOfGroup{
    OwnedRows{"SELECT id FROM group_members WHERE user_group = ? LIMIT ?",
              "DELETE FROM group_members WHERE id IN (SELECT id FROM group_members WHERE user_group = ? LIMIT ?)"}};

constexpr std::array kOfProvider{OwnedRows{"SELECT id FROM identity_provider_identifiers WHERE identity_provider = ? LIMIT ?",
                                           "DELETE FROM identity_provider_identifiers WHERE id IN "
                                           "(SELECT id FROM identity_provider_identifiers WHERE identity_provider = ? LIMIT ?)"},
                                 OwnedRows{"SELECT identity_provider FROM stand_ins WHERE identity_provider = ? LIMIT ?",
                                           "DELETE FROM stand_ins WHERE identity_provider = ? AND ? > 0"}};

constexpr std::array kOfImportJob{
    OwnedRows{"SELECT id FROM user_import_logs WHERE job = ? LIMIT ?",
              "DELETE FROM user_import_logs WHERE id IN (SELECT id FROM user_import_logs WHERE job = ? LIMIT ?)"}};

constexpr std::array kOfPool{
    OwnedRows{"SELECT id FROM users WHERE user_pool = ? LIMIT ?", "DELETE FROM users WHERE id = ?", AllOf(kOfUser)},
    OwnedRows{"SELECT id FROM pool_resources WHERE user_pool = ? AND kind = 'app_client' LIMIT ?",
              "DELETE FROM pool_resources WHERE id = ?", AllOf(kOfAppClient)},
    OwnedRows{"SELECT id FROM pool_resources WHERE user_pool = ? AND kind = 'group' LIMIT ?", "DELETE FROM pool_resources WHERE id = ?",
              AllOf(kOfGroup)},
    OwnedRows{
        "SELECT id FROM pool_resources WHERE user_pool = ? AND kind <> 'app_client' AND kind <> 'group' AND app_client IS NULL LIMIT ?",
        "DELETE FROM pool_resources WHERE id IN (SELECT id FROM pool_resources WHERE user_pool = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM identity_providers WHERE user_pool = ? LIMIT ?", "DELETE FROM identity_providers WHERE id = ?",
              AllOf(kOfProvider)},
    OwnedRows{"SELECT id FROM user_import_jobs WHERE user_pool = ? LIMIT ?", "DELETE FROM user_import_jobs WHERE id = ?",
              AllOf(kOfImportJob)},
    OwnedRows{"SELECT id FROM attempts WHERE user_pool = ? LIMIT ?",
              "DELETE FROM attempts WHERE id IN (SELECT id FROM attempts WHERE user_pool = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM used_assertions WHERE user_pool = ? LIMIT ?",
              "DELETE FROM used_assertions WHERE id IN (SELECT id FROM used_assertions WHERE user_pool = ? LIMIT ?)"},
    OwnedRows{"SELECT id FROM messages WHERE user_pool = ? LIMIT ?",
              "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE user_pool = ? LIMIT ?)"}};

void CountDown(Connection& connection, std::int64_t owner, const Owned& owned, std::int64_t& left) {
  for (const OwnedRows& rows : owned) {
    Statement ids(connection, rows.ids);
    ids.Bind(owner, left + 1);
    while (left >= 0 && ids.Step()) {
      --left;
      CountDown(connection, ids.Integer(0), rows.owned, left);
    }
    if (left < 0) {
      return;
    }
  }
}

// The number of one of them; 0 if there is none.
std::int64_t AnyOf(Connection& connection, std::int64_t owner, const OwnedRows& rows) {
  Statement ids(connection, rows.ids);
  return ids.Bind(owner, std::int64_t{1}).Step() ? ids.Integer(0) : 0;
}

// Each of which owns others.
bool DeleteOneByOne(Connection& connection, std::int64_t owner, const OwnedRows& rows, std::int64_t& left) {
  while (const std::int64_t row = AnyOf(connection, owner, rows)) {
    if (!DeleteOwned(connection, row, rows.owned, left) || left <= 0) {
      return false;
    }
    left -= Statement(connection, rows.remove).Bind(row).Run();
  }
  return true;
}

}  // namespace

const Owned kOwnedByPool = AllOf(kOfPool);
const Owned kOwnedByUser = AllOf(kOfUser);
const Owned kOwnedByAppClient = AllOf(kOfAppClient);
const Owned kOwnedByGroup = AllOf(kOfGroup);
const Owned kOwnedByFamily = AllOf(kOfFamily);

bool OwnsMoreThan(Connection& connection, std::int64_t owner, const Owned& owned, std::int64_t most) {
  CountDown(connection, owner, owned, most);
  return most < 0;
}

bool DeleteOwned(Connection& connection, std::int64_t owner, const Owned& owned, std::int64_t& left) {
  return std::ranges::all_of(owned, [&](const OwnedRows& rows) {
    if (rows.owned.count != 0) {
      return DeleteOneByOne(connection, owner, rows, left);
    }
    if (left > 0) {
      left -= Statement(connection, rows.remove).Bind(owner, left).Run();
    }
    return AnyOf(connection, owner, rows) == 0;
  });
}

}  // namespace rockpool::storage::sqlite
