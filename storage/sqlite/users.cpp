#include "storage/sqlite/users.h"

#include <algorithm>
#include <stdexcept>

#include "storage/sqlite/revision.h"

namespace rockpool::storage::sqlite {
namespace {

std::vector<FoundUser> AllFound(Statement& rows) {
  std::vector<FoundUser> found;
  while (rows.Step()) {
    found.push_back({UserOf(rows), rows.Text(kUserColumnCount)});
  }
  return found;
}

// The least text that is greater than all that begin with the prefix; nullopt: there is none.
std::optional<std::string> EndOf(std::string_view prefix) {
  std::string end(prefix.substr(0, prefix.find_last_not_of('\xFF') + 1));
  if (end.empty()) {
    return std::nullopt;
  }
  end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1U);
  return end;
}

// To SQLite every text is less than a blob.
constexpr std::string_view kBelowEnd = " < ifnull(?, x'') ";

// What follows the columns, where users are found by a value of some name.
constexpr std::string_view kFromValues =
    ", s.value FROM user_pools AS p CROSS JOIN user_search AS s ON s.user_pool = p.id CROSS JOIN users AS u ON u.id = s.user "
    "WHERE p.pool_id = ? AND s.name = ? AND ";

bool Contains(const std::vector<SearchValue>& values, const SearchValue& value) { return std::ranges::count(values, value) != 0; }

}  // namespace

User UserOf(const Statement& row) {
  return {.number = row.Integer(0),
          .user_pool_id = row.Text(1),
          .username = row.Text(2),
          .document = row.Text(6),
          .creation_millis = row.Integer(3),
          .last_modified_millis = row.Integer(4),
          .revision = row.Integer(5)};
}

std::int64_t Users::Insert(const User& user, const std::vector<SearchValue>& values) {
  Statement insert(connection_,
                   "INSERT INTO users (user_pool, username, creation_millis, last_modified_millis, revision, document) "
                   "SELECT id, ?, ?, ?, ?, ? FROM user_pools WHERE pool_id = ?");
  insert.Bind(user.username, user.creation_millis, user.last_modified_millis, FreshRevision(), user.document, user.user_pool_id);
  const auto number = insert.InsertRow();
  if (!number) {
    throw std::logic_error("A user is inserted into a user pool that does not exist.");
  }
  for (const SearchValue& value : values) {
    InsertValue(*number, value);
  }
  return *number;
}

bool Users::Update(const User& user, const std::vector<SearchValue>& values) {
  if (!UpdateRecord(user)) {
    return false;
  }
  const std::vector<SearchValue> before = ValuesOf(user.number);
  for (const SearchValue& value : before) {
    if (!Contains(values, value)) {
      DeleteValue(user.number, value);
    }
  }
  for (const SearchValue& value : values) {
    if (!Contains(before, value)) {
      InsertValue(user.number, value);
    }
  }
  return true;
}

std::optional<User> Users::Find(std::string_view user_pool_id, std::string_view username) const {
  static const std::string sql = Joined({"SELECT ", kUserColumns,
                                         " FROM user_pools AS p CROSS JOIN users AS u ON u.user_pool = p.id "
                                         "WHERE p.pool_id = ? AND u.username = ?"});
  Statement find(connection_, sql);
  return find.Bind(user_pool_id, username).Step() ? std::optional(UserOf(find)) : std::nullopt;
}

std::optional<User> Users::FindByNumber(std::int64_t number) const {
  static const std::string sql = Joined({"SELECT ", kUserColumns,
                                         " FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool "
                                         "WHERE u.id = ? AND ",
                                         kPoolLives});
  Statement find(connection_, sql);
  return find.Bind(number).Step() ? std::optional(UserOf(find)) : std::nullopt;
}

std::optional<std::int64_t> Users::FindRevision(std::int64_t number) const {
  static const std::string sql =
      Joined({"SELECT u.revision FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool WHERE u.id = ? AND ", kPoolLives});
  Statement find(connection_, sql);
  return find.Bind(number).Step() ? std::optional(find.Integer(0)) : std::nullopt;
}

std::optional<User> Users::FindByAlias(std::string_view user_pool_id, std::string_view name, std::string_view value) const {
  static const std::string sql = Joined({"SELECT ", kUserColumns,
                                         " FROM user_pools AS p CROSS JOIN user_search AS s ON s.user_pool = p.id "
                                         "CROSS JOIN users AS u ON u.id = s.user "
                                         "WHERE p.pool_id = ? AND s.name = ? AND s.value = ? AND s.is_alias = 1"});
  Statement find(connection_, sql);
  return find.Bind(user_pool_id, name, value).Step() ? std::optional(UserOf(find)) : std::nullopt;
}

std::vector<SearchValue> Users::ValuesOf(std::int64_t number) const {
  static const std::string sql = Joined({"SELECT name, value, is_alias FROM user_search WHERE user = ", kLivingUser});
  Statement list(connection_, sql);
  list.Bind(number);
  std::vector<SearchValue> values;
  while (list.Step()) {
    values.push_back({.name = list.Text(0), .value = list.Text(1), .is_alias = list.Integer(2) != 0});
  }
  return values;
}

std::vector<User> Users::List(std::string_view user_pool_id, std::string_view prefix, std::string_view after, std::size_t limit) const {
  const auto select = [](std::string_view from) {
    return Joined({"SELECT ", kUserColumns,
                   " FROM user_pools AS p CROSS JOIN users AS u ON u.user_pool = p.id WHERE p.pool_id = ? AND u.username ", from,
                   " ? AND u.username", kBelowEnd, "ORDER BY u.username LIMIT ?"});
  };
  static const std::string from_prefix = select(">=");
  static const std::string behind_mark = select(">");
  const bool is_behind = after >= prefix && !after.empty();
  Statement list(connection_, is_behind ? behind_mark : from_prefix);
  const std::optional<std::string> end = EndOf(prefix);
  list.Bind(user_pool_id, is_behind ? after : prefix, end, LimitOf(limit));
  std::vector<User> users;
  while (list.Step()) {
    users.push_back(UserOf(list));
  }
  return users;
}

std::vector<FoundUser> Users::ListByValue(std::string_view user_pool_id, std::string_view name, std::string_view value,
                                          const std::optional<SearchMark>& after, std::size_t limit) const {
  static const std::string sql = Joined({"SELECT ", kUserColumns, kFromValues, "s.value = ? AND s.user > ? ORDER BY s.user LIMIT ?"});
  if (after && after->value > value) {
    return {};
  }
  const std::int64_t behind = after && after->value == value ? after->number : 0;
  Statement list(connection_, sql);
  list.Bind(user_pool_id, name, value, behind, LimitOf(limit));
  return AllFound(list);
}

std::vector<FoundUser> Users::ListByPrefix(std::string_view user_pool_id, std::string_view name, std::string_view prefix,
                                           const std::optional<SearchMark>& after, std::size_t limit) const {
  static const std::string sql = Joined(
      {"SELECT ", kUserColumns, kFromValues, "(s.value, s.user) > (?, ?) AND s.value", kBelowEnd, "ORDER BY s.value, s.user LIMIT ?"});
  const bool is_behind = after && after->value >= prefix;
  Statement list(connection_, sql);
  const std::optional<std::string> end = EndOf(prefix);
  list.Bind(user_pool_id, name, is_behind ? std::string_view(after->value) : prefix, is_behind ? after->number : 0, end, LimitOf(limit));
  return AllFound(list);
}

std::size_t Users::Count(std::string_view user_pool_id) const {
  Statement count(connection_, "SELECT count FROM user_counts WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?)");
  return CountIn(count.Bind(user_pool_id));
}

bool Users::Delete(std::int64_t number) {
  if (!FindByNumber(number)) {
    return false;
  }
  graveyard_.DeleteUser(number);
  return true;
}

bool Users::UpdateRecord(const User& user) {
  static const std::string sql = Joined({"UPDATE users SET last_modified_millis = ?, revision = ?, document = ? WHERE id = ", kLivingUser});
  Statement update(connection_, sql);
  return update.Bind(user.last_modified_millis, FreshRevision(), user.document, user.number).Run() > 0;
}

void Users::InsertValue(std::int64_t number, const SearchValue& value) {
  Statement insert(
      connection_,
      "INSERT INTO user_search (user_pool, name, value, user, is_alias) SELECT user_pool, ?, ?, id, ? FROM users WHERE id = ?");
  insert.Bind(value.name, value.value, std::int64_t{value.is_alias ? 1 : 0}, number).Run();
}

void Users::DeleteValue(std::int64_t number, const SearchValue& value) {
  Statement remove(connection_,
                   "DELETE FROM user_search "
                   "WHERE user_pool = (SELECT user_pool FROM users WHERE id = ?1) AND name = ?2 AND value = ?3 AND user = ?1");
  remove.Bind(number, value.name, value.value).Run();
}

}  // namespace rockpool::storage::sqlite
