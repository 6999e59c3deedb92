#include "storage/sqlite/repositories.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

std::optional<std::string> Properties::Find(std::string_view name) const {
  Statement find(connection_, "SELECT value FROM properties WHERE name = ?");
  find.Bind(name);
  return find.Step() ? std::optional(find.Text(0)) : std::nullopt;
}

void Properties::Put(std::string_view name, std::string_view value) {
  Statement put(connection_, "INSERT INTO properties (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  put.Bind(name, Blob{value}).Run();
}

namespace {

// Of a statement that returns the key pair which it changes, if there was one to change.
std::optional<KeyPair> Changed(Statement& change) {
  if (!change.Step()) {
    return std::nullopt;
  }
  KeyPair pair{change.Integer(0), change.Text(1)};
  change.Step();
  return pair;
}

}  // namespace

void KeyPairs::AddSpare(std::string_view private_key) {
  Statement(connection_, "INSERT INTO key_pairs (uses, private_key) VALUES (0, ?)").Bind(private_key).Run();
}

KeyPair KeyPairs::AddTaken(std::string_view private_key) {
  Statement insert(connection_, "INSERT INTO key_pairs (uses, private_key) VALUES (1, ?) RETURNING id, private_key");
  return Changed(insert.Bind(private_key)).value();
}

std::optional<KeyPair> KeyPairs::TakeSpare() {
  Statement take(connection_,
                 "UPDATE key_pairs SET uses = 1 WHERE id = (SELECT id FROM key_pairs WHERE uses = 0 ORDER BY id LIMIT 1) "
                 "RETURNING id, private_key");
  return Changed(take);
}

std::optional<KeyPair> KeyPairs::Share(std::string_view unlike) {
  Statement share(connection_,
                  "UPDATE key_pairs SET uses = uses + 1 "
                  "WHERE id = (SELECT id FROM key_pairs WHERE uses > 0 AND private_key <> ? ORDER BY uses, id DESC LIMIT 1) "
                  "RETURNING id, private_key");
  return Changed(share.Bind(unlike));
}

bool KeyPairs::PutBack(const KeyPair& taken) {
  // SQLite gives the number of a row that is gone to another one, so the number alone could mean a key that is in use.
  Statement put_back(connection_, "UPDATE key_pairs SET uses = 0 WHERE id = ? AND uses = 1 AND private_key = ?");
  return put_back.Bind(taken.number, taken.private_key).Run() != 0;
}

void KeyPairs::ForgetTakenBut(std::size_t most) {
  Statement forget(connection_,
                   "DELETE FROM key_pairs "
                   "WHERE id IN (SELECT id FROM key_pairs WHERE uses > 0 ORDER BY uses, id DESC LIMIT -1 OFFSET ?)");
  forget.Bind(LimitOf(most)).Run();
}

std::size_t KeyPairs::CountSpares() const {
  Statement count(connection_, "SELECT COUNT(*) FROM key_pairs WHERE uses = 0");
  return CountIn(count);
}

void CopyKeyPairs(Connection& from, Connection& to) {
  to.Execute("DELETE FROM key_pairs");
  Statement pairs(from, "SELECT id, uses, private_key FROM key_pairs");
  while (pairs.Step()) {
    Statement copy(to, "INSERT INTO key_pairs (id, uses, private_key) VALUES (?, ?, ?)");
    copy.Bind(pairs.Integer(0), pairs.Integer(1), pairs.Text(2)).Run();
  }
}

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
