#include "storage/sqlite/messages.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

Message MessageOf(const Statement& row) {
  return {.number = row.Integer(0),
          .user_pool_id = row.Text(1),
          .client_id = row.Text(2),
          .username = row.Text(3),
          .purpose = row.Text(4),
          .medium = row.Text(5),
          .destination = row.Text(6),
          .subject = row.Text(7),
          .body = row.Text(8),
          .code = row.Text(9),
          .temporary_password = row.Text(10),
          .link = row.Text(11),
          .sent_millis = row.Integer(12),
          .via = row.Text(13),
          .region = row.Text(14)};
}

constexpr std::string_view kSelect =
    "SELECT m.id, p.pool_id, m.client_id, m.username, m.purpose, m.medium, m.destination, m.subject, m.body, m.code, "
    "m.temporary_password, m.link, m.sent_millis, m.via, iif(m.region = '', p.region, m.region) "
    "FROM messages AS m CROSS JOIN user_pools AS p ON p.id = m.user_pool WHERE ";

// The parameters: pool, username, destination, mark, limit. What narrows most is what the index is chosen for; a plus keeps the others from
// it.
std::string SelectMessages(std::string_view narrowest) {
  const auto condition = [&](std::string_view column, std::string_view parameter, std::string_view value) {
    return narrowest != column ? Joined({" AND (", parameter, " = '' OR +m.", column, " = ", value, ")"})
                               : Joined({" AND m.", column, " = ", value});
  };
  return Joined({kSelect, kPoolLives, condition("user_pool", "?1", "(SELECT id FROM user_pools WHERE pool_id = ?1)"),
                 condition("username", "?2", "?2"), condition("destination", "?3", "?3"), " AND m.id > ?4 ORDER BY m.id LIMIT ?5"});
}

const std::string& SelectFor(const MessageFilter& filter) {
  static const std::string by_destination = SelectMessages("destination");
  static const std::string by_username = SelectMessages("username");
  static const std::string by_pool = SelectMessages("user_pool");
  static const std::string by_number = SelectMessages("");
  if (!filter.destination.empty()) {
    return by_destination;
  }
  if (!filter.username.empty()) {
    return by_username;
  }
  return filter.user_pool_id.empty() ? by_number : by_pool;
}

}  // namespace

std::int64_t Messages::Insert(const Message& message) {
  const std::int64_t newest = NewestOf(message.user_pool_id);
  Statement insert(connection_,
                   "INSERT INTO messages (user_pool, client_id, username, purpose, medium, destination, subject, body, code, "
                   "temporary_password, link, sent_millis, via, region) SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM user_pools "
                   "WHERE pool_id = ?");
  insert.Bind(message.client_id, message.username, message.purpose, message.medium, message.destination, message.subject, message.body,
              message.code, message.temporary_password, message.link, message.sent_millis, message.via, message.region,
              message.user_pool_id);
  const auto number = insert.InsertRow();
  if (!number) {
    throw std::logic_error("A message is sent in a user pool that does not exist.");
  }
  // The numbers are those of all pools, so this comes in each pool once in so many messages of its own, or sooner.
  constexpr auto kStride = static_cast<std::int64_t>(kUntrimmed);
  if (newest / kStride != *number / kStride) {
    Trim(message.user_pool_id);
  }
  return *number;
}

std::int64_t Messages::NewestOf(std::string_view user_pool_id) const {
  Statement newest(connection_, "SELECT ifnull(max(id), 0) FROM messages WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?)");
  return newest.Bind(user_pool_id).Step() ? newest.Integer(0) : 0;
}

void Messages::Trim(std::string_view user_pool_id) {
  Statement trim(connection_,
                 "DELETE FROM messages WHERE id IN (SELECT id FROM messages "
                 "WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) ORDER BY id DESC LIMIT -1 OFFSET ?)");
  trim.Bind(user_pool_id, LimitOf(kKeptOfPool)).Run();
}

std::vector<Message> Messages::List(const MessageFilter& filter, std::size_t limit) const {
  Statement list(connection_, SelectFor(filter));
  list.Bind(filter.user_pool_id, filter.username, filter.destination, filter.after, LimitOf(limit));
  std::vector<Message> messages;
  while (list.Step()) {
    messages.push_back(MessageOf(list));
  }
  return messages;
}

void Messages::DeleteAll() { Statement(connection_, "DELETE FROM messages WHERE id > 0").Run(); }

}  // namespace rockpool::storage::sqlite
