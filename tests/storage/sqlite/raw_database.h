// A look into a database file with SQLite itself, past the store.
#pragma once

#include <string>

#include "storage/sqlite/connection.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::testing {

inline sqlite::Connection OpenRaw(const std::string& path) { return sqlite::Connection(path, std::chrono::seconds(5)); }

// The first column of the first row.
inline std::string Ask(sqlite::Connection& connection, const std::string& sql) {
  sqlite::Statement statement(connection, sql);
  return statement.Step() ? statement.Text(0) : "no row";
}

}  // namespace rockpool::storage::testing
