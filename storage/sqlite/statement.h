// One run of a prepared statement: bind, step, read columns. The compiled statement stays with its connection for the next run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

// The text of a statement that has parts in common with others.
std::string Joined(std::initializer_list<std::string_view> parts);

// A count of rows as LIMIT takes it.
std::int64_t LimitOf(std::size_t count);

// Of one text only one run at a time may exist on a connection; a second one is a std::logic_error, since it would end the first. Other
// failures are thrown as by the connection.
class Statement {
 public:
  Statement(Connection& connection, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Binds the parameters from the first one on. Texts and blobs are not copied: they must outlive the run.
  template <class... Values>
  Statement& Bind(const Values&... values) {
    int index = 0;
    (BindOne(++index, values), ...);
    return *this;
  }

  // True if there is a row to read, false at the end.
  bool Step();

  // Steps to the end and returns how many rows the statement itself changed (not counting cascades).
  std::int64_t Run();

  // Runs an INSERT of one row at most, and returns the row's number; nullopt if there was nothing to insert. RETURNING would keep its
  // answer in a temporary table, which costs more than a small insert.
  std::optional<std::int64_t> InsertRow();

  // The columns of the current row, from 0.
  std::string Text(int column) const;  // of texts and of blobs; empty for NULL
  std::int64_t Integer(int column) const;
  bool IsNull(int column) const;

 private:
  void BindOne(int index, std::string_view text);
  void BindOne(int index, Blob blob);
  void BindOne(int index, std::int64_t integer);
  void BindOne(int index, std::nullopt_t null);
  template <class Value>
  void BindOne(int index, const std::optional<Value>& value) {
    if (value) {
      BindOne(index, *value);
    } else {
      BindOne(index, std::nullopt);
    }
  }
  void Check(int code);

  Connection& connection_;
  Connection::PreparedStatement& prepared_;
  sqlite3_stmt* const statement_;
};

// The number in the only row of a run that is not yet stepped; 0 if it has none.
std::size_t CountIn(Statement& run);

}  // namespace rockpool::storage::sqlite
