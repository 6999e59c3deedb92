#include "storage/sqlite/migrator.h"

#include <cstdint>
#include <string_view>

#include "storage/errors.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

constexpr std::int64_t kApplicationId = 0x526b706c;  // "Rkpl"

std::int64_t Number(Connection& connection, std::string_view sql) {
  Statement statement(connection, sql);
  statement.Step();
  return statement.Integer(0);
}

std::int64_t Version(Connection& connection) { return Number(connection, "PRAGMA user_version"); }

}  // namespace

void CheckIsOurs(Connection& connection, std::span<const Migration> migrations, const std::string& name) {
  const bool empty = Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  const std::int64_t application_id = Number(connection, "PRAGMA application_id");
  if (application_id != kApplicationId && !(empty && application_id == 0)) {
    throw CannotOpen("The database '" + name + "' was made by another application; choose another path for rockpool's.");
  }
  const std::int64_t version = Version(connection);
  if (version > std::ssize(migrations)) {
    throw NewerDatabase("The database '" + name + "' has version " + std::to_string(version) + ", but this rockpool knows versions up to " +
                        std::to_string(migrations.size()) + "; use a newer rockpool or another path.");
  }
}

void Migrate(Connection& connection, std::span<const Migration> migrations) {
  const std::int64_t version = Version(connection);
  for (const Migration& migration : migrations) {
    if (migration.number <= version) {
      continue;
    }
    connection.Begin(TransactionKind::kWrite);
    try {
      connection.Execute(migration.sql);
      // A pragma takes no parameters.
      const std::string stamp =
          "PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = " + std::to_string(migration.number);
      connection.Execute(stamp.c_str());
    } catch (...) {
      connection.Rollback();
      throw;
    }
    connection.Commit();
  }
}

}  // namespace rockpool::storage::sqlite
