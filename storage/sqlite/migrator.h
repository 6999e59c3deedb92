// Brings a database to the version that this program knows. What the versions contain is said by migrations/.
#pragma once

#include <span>
#include <string>

#include "storage/sqlite/connection.h"
#include "storage/sqlite/migrations.h"

namespace rockpool::storage::sqlite {

// Changes nothing. `name` is what the sentences call the database. Throws CannotOpen if another application made it, NewerDatabase if it
// has migrations that are not among `migrations`.
void CheckIsOurs(Connection& connection, std::span<const Migration> migrations, const std::string& name);

// Requires: CheckIsOurs. Runs what is missing, each migration in a transaction of its own, so that a failure leaves a whole version.
void Migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace rockpool::storage::sqlite
