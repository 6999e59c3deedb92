#include "storage/sqlite/auth_events.h"

#include <limits>
#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

constexpr std::string_view kSelect =
    "SELECT e.id, e.user, e.event_id, e.creation_millis, e.kept_until_millis, e.document FROM auth_events AS e WHERE e.user = ";

AuthEvent EventOf(const Statement& row) {
  return {.number = row.Integer(0),
          .user = row.Integer(1),
          .event_id = row.Text(2),
          .document = row.Text(5),
          .creation_millis = row.Integer(3),
          .kept_until_millis = row.Integer(4)};
}

}  // namespace

std::int64_t AuthEvents::Insert(const AuthEvent& event) {
  Statement insert(connection_,
                   "INSERT INTO auth_events (user, event_id, creation_millis, kept_until_millis, document) SELECT u.id, ?, ?, ?, ? "
                   "FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool WHERE u.id = ? AND p.pool_id < CAST(x'FF' AS TEXT)");
  insert.Bind(event.event_id, event.creation_millis, event.kept_until_millis, event.document, event.user);
  const auto number = insert.InsertRow();
  if (!number) {
    throw std::logic_error("An event is of a user who does not exist.");
  }
  return *number;
}

bool AuthEvents::Update(const AuthEvent& event) {
  Statement update(connection_, "UPDATE auth_events SET document = ? WHERE id = ?");
  return update.Bind(event.document, event.number).Run() > 0;
}

std::optional<AuthEvent> AuthEvents::Find(std::int64_t user, std::string_view event_id) const {
  // The index alone says which row it is.
  static const std::string sql = Joined({kSelect, kLivingUser, " AND e.id = (SELECT id FROM auth_events WHERE user = ? AND event_id = ? ",
                                         "ORDER BY creation_millis DESC, id DESC LIMIT 1)"});
  Statement find(connection_, sql);
  return find.Bind(user, user, event_id).Step() ? std::optional(EventOf(find)) : std::nullopt;
}

std::optional<AuthEvent> AuthEvents::FindOf(std::int64_t user, std::string_view event_id, std::int64_t creation_millis) const {
  static const std::string sql = Joined({kSelect, kLivingUser, " AND e.creation_millis = ? AND e.event_id = ? ORDER BY e.id DESC LIMIT 1"});
  Statement find(connection_, sql);
  return find.Bind(user, creation_millis, event_id).Step() ? std::optional(EventOf(find)) : std::nullopt;
}

std::vector<AuthEvent> AuthEvents::List(std::int64_t user, std::optional<AuthEventPlace> before, std::size_t limit) const {
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  static const std::string sql =
      Joined({kSelect, kLivingUser, " AND (e.creation_millis, e.id) < (?, ?) ORDER BY e.creation_millis DESC, e.id DESC LIMIT ?"});
  const AuthEventPlace end = before.value_or(AuthEventPlace{kLast, kLast});
  Statement list(connection_, sql);
  list.Bind(user, end.creation_millis, end.number, LimitOf(limit));
  std::vector<AuthEvent> events;
  while (list.Step()) {
    events.push_back(EventOf(list));
  }
  return events;
}

void AuthEvents::SweepExpired(std::int64_t now_millis, std::size_t limit) {
  {
    // A tenth of what the deletion costs that finds nothing, and every sign-in asks.
    Statement find(connection_, "SELECT 1 FROM auth_events WHERE kept_until_millis < ? LIMIT 1");
    if (!find.Bind(now_millis).Step()) {
      return;
    }
  }
  Statement sweep(connection_,
                  "DELETE FROM auth_events WHERE id IN "
                  "(SELECT id FROM auth_events WHERE kept_until_millis < ? ORDER BY kept_until_millis, id LIMIT ?)");
  sweep.Bind(now_millis, LimitOf(limit)).Run();
}

}  // namespace rockpool::storage::sqlite
