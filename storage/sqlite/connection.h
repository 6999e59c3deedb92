// One connection to a SQLite database with its prepared statements and at most one transaction. It knows no table.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace rockpool::storage::sqlite {

enum class TransactionKind { kRead, kWrite };

// One thread at a time. Every failure of SQLite is thrown as FailureOf says.
class Connection {
 public:
  // Opens what exists, a file or ":memory:"; never creates a file. `busy_timeout` is how long a statement waits for another connection's
  // lock.
  Connection(const std::string& path, std::chrono::milliseconds busy_timeout);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // For statements without parameters, several at once if need be. The text is the program's own, never made of data.
  void Execute(const char* sql);

  // A writer holds the database's one write lock from here on; a reader's view is fixed by its first statement.
  void Begin(TransactionKind kind);

  // Either commits, or rolls back and throws. A transaction in which a statement failed does not commit: its first failure is thrown again.
  void Commit();

  void Rollback() noexcept;

  // True if SQLite could open the file for reading only.
  bool IsReadOnly() const;

  // For what has no method here; owned by the connection.
  sqlite3* handle() const { return handle_.get(); }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  struct PreparedStatement {
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
    bool in_use = false;  // by a Statement
  };

  // For Statement alone: the statement of that text, compiled when it is first asked for. Throws if the transaction has failed already.
  PreparedStatement& Prepared(std::string_view sql);

  // Throws the failure of the last call; inside a transaction it also bars every further statement and the commit.
  [[noreturn]] void Fail(int code);

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  // Of the end of a text, where those that begin alike differ: all of it is compared anyway.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const {
      constexpr std::size_t kEnd = 32;
      return std::hash<std::string_view>()(sql.substr(sql.size() - std::min(kEnd, sql.size()))) + sql.size();
    }
  };

  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, PreparedStatement, Hash, std::equal_to<>> statements_;
  bool in_transaction_ = false;
  std::exception_ptr failure_;  // the first one of this transaction
};

// What SQLite's result codes mean in the words of the contract.

// The exception for an extended result code that is a failure: Conflict, Unwritable, or std::runtime_error for what no caller can handle.
// `message` is SQLite's own text, which names tables and columns but no values.
std::exception_ptr FailureOf(int code, const std::string& message);

// Makes one database a copy of another, page by page. What is in the pages is not looked at.

// `to` becomes what `from` is, in one transaction of its own, so that whoever reads `to` by another connection sees the old or the new
// database. Requires: neither connection is in a transaction. Throws as the connections do; `to` is then unchanged.
void CopyDatabase(Connection& from, Connection& to);

}  // namespace rockpool::storage::sqlite
