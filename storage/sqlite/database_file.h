// The file of a database on the disk: that it may be used, that it is ours alone, and that nobody else can read it. Not what is in it.
#pragma once

#include <string>

namespace rockpool::storage::sqlite {

// While it lives no other one for the same file can be made, in this process or another: it holds a lock on the file "<path>-lock", which
// stays behind. The database itself is never opened here once it exists, since closing it would drop the locks that SQLite has on it.
class DatabaseFile {
 public:
  // Creates an empty file that only its owner can read if there is none. Throws CannotOpen.
  explicit DatabaseFile(const std::string& path);
  DatabaseFile(const DatabaseFile&) = delete;
  DatabaseFile& operator=(const DatabaseFile&) = delete;
  ~DatabaseFile();

  // Absolute and without symbolic links, so that it names the file whatever way led to it.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int lock_ = -1;
};

}  // namespace rockpool::storage::sqlite
