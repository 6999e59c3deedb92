#include "storage/sqlite/result_code.h"

#include <sqlite3.h>

#include <stdexcept>

#include "storage/errors.h"

namespace rockpool::storage::sqlite {

std::exception_ptr FailureOf(int code, const std::string& message) {
  if (code == SQLITE_CONSTRAINT_UNIQUE) {
    return std::make_exception_ptr(Conflict(message));
  }
  const int primary_code = code & 0xff;
  if (primary_code == SQLITE_FULL || primary_code == SQLITE_READONLY || primary_code == SQLITE_IOERR) {
    return std::make_exception_ptr(Unwritable(message));
  }
  return std::make_exception_ptr(std::runtime_error("SQLite: " + message));
}

}  // namespace rockpool::storage::sqlite
