#include "storage/sqlite/statement.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>
#include <stdexcept>

namespace rockpool::storage::sqlite {
namespace {

// SQLite takes a null pointer for NULL, whatever the length says.
const char* DataOf(std::string_view bytes) { return bytes.data() != nullptr ? bytes.data() : ""; }

}  // namespace

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string sql;
  for (const std::string_view part : parts) {
    sql += part;
  }
  return sql;
}

// A negative limit would be none at all.
std::int64_t LimitOf(std::size_t count) {
  return static_cast<std::int64_t>(std::min<std::size_t>(count, std::numeric_limits<std::int64_t>::max()));
}

Statement::Statement(Connection& connection, std::string_view sql)
    : connection_(connection), prepared_(connection.Prepared(sql)), statement_(prepared_.statement.get()) {
  if (prepared_.in_use) {
    throw std::logic_error("A statement is used again while it is busy: " + std::string(sql));
  }
  prepared_.in_use = true;
}

Statement::~Statement() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  prepared_.in_use = false;
}

bool Statement::Step() {
  const int code = sqlite3_step(statement_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    connection_.Fail(code);
  }
  return code == SQLITE_ROW;
}

std::int64_t Statement::Run() {
  while (Step()) {
  }
  return sqlite3_changes64(connection_.handle());
}

std::optional<std::int64_t> Statement::InsertRow() {
  return Run() > 0 ? std::optional(std::int64_t{sqlite3_last_insert_rowid(connection_.handle())}) : std::nullopt;
}

std::string Statement::Text(int column) const {
  // The blob of a text is its bytes as stored; asking for the text would copy it to append a zero.
  const void* const bytes = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  if (bytes == nullptr) {
    if (size != 0) {
      throw std::bad_alloc();
    }
    return {};
  }
  return {static_cast<const char*>(bytes), size};
}

std::int64_t Statement::Integer(int column) const { return sqlite3_column_int64(statement_, column); }

bool Statement::IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Statement::BindOne(int index, std::string_view text) {
  Check(sqlite3_bind_text64(statement_, index, DataOf(text), text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::BindOne(int index, Blob blob) {
  Check(sqlite3_bind_blob64(statement_, index, DataOf(blob.bytes), blob.bytes.size(), SQLITE_STATIC));
}

void Statement::BindOne(int index, std::int64_t integer) { Check(sqlite3_bind_int64(statement_, index, integer)); }

void Statement::BindOne(int index, std::nullopt_t /*null*/) { Check(sqlite3_bind_null(statement_, index)); }

void Statement::Check(int code) {
  if (code != SQLITE_OK) {
    connection_.Fail(code);
  }
}

std::size_t CountIn(Statement& run) { return run.Step() ? static_cast<std::size_t>(run.Integer(0)) : 0; }

}  // namespace rockpool::storage::sqlite
