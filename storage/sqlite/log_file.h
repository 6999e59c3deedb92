// The write-ahead log of a database as a file that can be synced. What is in it is SQLite's alone.
#pragma once

#include <string>

namespace rockpool::storage::sqlite {

// One thread at a time.
class LogFile {
 public:
  // Requires: a connection to the database is open in WAL mode as long as this lives, so that the log is there and stays the same file.
  // Throws std::system_error.
  explicit LogFile(const std::string& database_path);
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile();

  // When it returns, every commit that had returned before survives a power cut. Throws std::system_error if that cannot be known.
  void Sync();

 private:
  const int file_;
};

}  // namespace rockpool::storage::sqlite
