#include "storage/sqlite/connection.h"

#include <sqlite3.h>

#include <stdexcept>
#include <utility>

#include "storage/errors.h"
#include "storage/sqlite/log_vfs.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// SQLite counts the bytes that it has taken from malloc, under one lock for all connections, at each of some hundred allocations a call.
// Nobody asks for the count. In vain if a program has used SQLite before, and then no worse than before.
void LeaveMemoryUncounted() { [[maybe_unused]] static const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace

Connection::Connection(const std::string& path, std::chrono::milliseconds busy_timeout) {
  LeaveMemoryUncounted();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, LogVfs());
  handle_.reset(handle);
  if (code != SQLITE_OK) {
    Fail(code);
  }
  sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout.count()));
  // A file may have been tampered with: nothing in its schema gets to run functions or to touch SQLite's own tables.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // Temporary files would need a writable /tmp, which an empty container image has not.
  Execute("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON");
}

Connection::~Connection() = default;

void Connection::Execute(const char* sql) {
  if (failure_) {
    std::rethrow_exception(failure_);
  }
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    Fail(code);
  }
}

void Connection::Begin(TransactionKind kind) {
  Statement(*this, kind == TransactionKind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN").Run();
  in_transaction_ = true;
}

void Connection::Commit() {
  try {
    Statement(*this, "COMMIT").Run();
    in_transaction_ = false;
  } catch (...) {
    Rollback();
    throw;
  }
}

void Connection::Rollback() noexcept {
  // A full disk makes SQLite roll back by itself.
  if (sqlite3_get_autocommit(handle_.get()) == 0) {
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  in_transaction_ = false;
  failure_ = nullptr;
}

bool Connection::IsReadOnly() const { return sqlite3_db_readonly(handle_.get(), "main") == 1; }

Connection::PreparedStatement& Connection::Prepared(std::string_view sql) {
  // Without this, statements after a rollback by SQLite itself would be committed one by one.
  if (failure_) {
    std::rethrow_exception(failure_);
  }
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return found->second;
  }
  sqlite3_stmt* compiled = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &compiled, nullptr);
  if (code != SQLITE_OK) {
    Fail(code);
  }
  PreparedStatement statement{.statement = std::unique_ptr<sqlite3_stmt, Finalize>(compiled)};
  return statements_.emplace(sql, std::move(statement)).first->second;
}

void Connection::Fail(int code) {
  std::exception_ptr failure = FailureOf(code, sqlite3_errmsg(handle_.get()));
  if (in_transaction_ && !failure_) {
    failure_ = failure;
  }
  std::rethrow_exception(std::move(failure));
}

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close(handle); }

void Connection::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

std::exception_ptr FailureOf(int code, const std::string& message) {
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return std::make_exception_ptr(Conflict(message));
  }
  const int primary_code = code & 0xff;
  if (primary_code == SQLITE_FULL || primary_code == SQLITE_READONLY || primary_code == SQLITE_IOERR) {
    return std::make_exception_ptr(Unwritable(message));
  }
  return std::make_exception_ptr(std::runtime_error("SQLite: " + message));
}

namespace {

// The connection does not always learn of a backup's failure, so its own message may be of something else.
[[noreturn]] void Throw(int code) { std::rethrow_exception(FailureOf(code, sqlite3_errstr(code))); }

}  // namespace

void CopyDatabase(Connection& from, Connection& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) {
    Throw(sqlite3_extended_errcode(to.handle()));
  }
  constexpr int kAllPages = -1;
  const int code = sqlite3_backup_step(backup, kAllPages);
  // Finishing takes a busy database for no failure, and rolls back what is not done.
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) {
    Throw(code);
  }
}

}  // namespace rockpool::storage::sqlite
