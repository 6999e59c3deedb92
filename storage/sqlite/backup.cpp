#include "storage/sqlite/backup.h"

#include <sqlite3.h>

#include "storage/sqlite/result_code.h"

namespace rockpool::storage::sqlite {
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
