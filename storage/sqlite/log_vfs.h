// How SQLite reaches its files: as its own unix-excl does, but for the write-ahead log, which takes all frames of a commit in one write.
#pragma once

namespace rockpool::storage::sqlite {

// The name for sqlite3_open_v2. Any thread. Throws std::runtime_error if SQLite has no such VFS.
const char* LogVfs();

}  // namespace rockpool::storage::sqlite
