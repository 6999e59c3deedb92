// Brings a database to the version that this program knows. What the versions contain is said by migrations/.
#pragma once

#include <span>
#include <string>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// The migrations as they are built into the binary; embed_migrations.py writes the source that defines them.
struct Migration {
  int number;
  const char* name;  // the file's name
  const char* sql;
};

// In order, numbered 1, 2, 3, ...
std::span<const Migration> Migrations();

// Changes nothing. `name` is what the sentences call the database. Throws CannotOpen if another application made it, NewerDatabase if it
// has migrations that are not among `migrations`.
void CheckIsOurs(Connection& connection, std::span<const Migration> migrations, const std::string& name);

// Requires: CheckIsOurs. Runs what is missing, each migration in a transaction of its own, so that a failure leaves a whole version.
void Migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace rockpool::storage::sqlite
