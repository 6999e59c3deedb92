#include "storage/sqlite/log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace rockpool::storage::sqlite {

// A descriptor of our own, since those of SQLite belong to the threads that use its connections. Closing it drops no lock of SQLite: those
// are on the database. A failure to write that happens from here on is reported to this descriptor too, whoever else it was told
// (https://www.kernel.org/doc/html/latest/filesystems/vfs.html, "Handling errors during writeback").
LogFile::LogFile(const std::string& database_path) : file_(open((database_path + "-wal").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)) {
  if (file_ < 0) {
    throw std::system_error(errno, std::generic_category(), "its write-ahead log");
  }
}

LogFile::~LogFile() { close(file_); }

// Why this covers all commits, those too that are no longer in the log. With synchronous=NORMAL a commit writes its frames and syncs
// nothing (sqlite3WalFrames in SQLite's wal.c syncs them for the flags of FULL alone), so they are in this file when it has returned. They
// leave it in one way: a checkpoint copies them into the database, and a later commit writes over them. In NORMAL, as in FULL, a checkpoint
// syncs the log before it copies and the database after, before it says that the frames may be overwritten (walCheckpoint: sqlite3OsSync of
// pWalFd, then of pDbFd, then nBackfill), and the header of the log that begins anew is synced before its first frame (sqlite3WalFrames,
// syncHeader). So what is not in this file is in the database, synced. The names of both files are synced with that first header
// (unixSync in os_unix.c, UNIXFILE_DIRSYNC).
void LogFile::Sync() {
  if (fdatasync(file_) != 0) {
    throw std::system_error(errno, std::generic_category(), "fdatasync of the write-ahead log");
  }
}

}  // namespace rockpool::storage::sqlite
