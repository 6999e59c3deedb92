#include "storage/sqlite/revision.h"

#include <sqlite3.h>

namespace rockpool::storage::sqlite {

// SQLite's generator is seeded by the operating system's, and spares the call into the kernel.
std::int64_t FreshRevision() {
  std::uint64_t bits = 0;
  sqlite3_randomness(sizeof(bits), &bits);
  return static_cast<std::int64_t>(bits >> 1U);
}

}  // namespace rockpool::storage::sqlite
