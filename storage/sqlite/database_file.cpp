#include "storage/sqlite/database_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "storage/errors.h"

namespace rockpool::storage::sqlite {
namespace {

constexpr int kOwnerOnly = 0600;

[[noreturn]] void Refuse(const std::string& path, const std::string& reason) {
  throw CannotOpen("The database '" + path + "' cannot be opened: " + reason + ".");
}

std::string ErrorText() { return std::generic_category().message(errno); }

// Also says in words what the system would only hint at.
std::string Resolve(const std::string& path) {
  std::error_code error;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  if (path.empty() || error) {
    Refuse(path, path.empty() ? "its path is empty" : error.message());
  }
  if (std::filesystem::is_directory(resolved, error)) {
    Refuse(path, "it is a directory");
  }
  const std::string parent = resolved.parent_path().string();
  switch (std::filesystem::status(parent, error).type()) {
    case std::filesystem::file_type::directory:
      break;
    case std::filesystem::file_type::not_found:
      Refuse(path, "the directory '" + parent + "' does not exist");
    default:
      Refuse(path, error ? error.message() : "'" + parent + "' is no directory");
  }
  if (std::filesystem::exists(resolved, error) && !std::filesystem::is_regular_file(resolved, error)) {
    Refuse(path, "it is no regular file");
  }
  return resolved.string();
}

// A folder that is mounted into a container often belongs to another user than the one that the container runs as.
void RefuseIfUnwritable(const std::string& path, const std::string& part) {
  struct stat facts {};
  if (stat(part.c_str(), &facts) != 0 || access(part.c_str(), S_ISDIR(facts.st_mode) ? W_OK | X_OK : W_OK | R_OK) == 0) {
    return;
  }
  std::string reason = "'" + part + "' cannot be written by user " + std::to_string(getuid()) + ", as whom rockpool runs";
  if (errno != EACCES) {
    reason += " (" + ErrorText() + ")";
  } else if (facts.st_uid != getuid()) {
    reason += "; it belongs to user " + std::to_string(facts.st_uid) + ": hand it over with chown, on the host if it is mounted from there";
  }
  Refuse(path, reason);
}

void CreateIfMissing(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (file >= 0) {
    close(file);
  } else if (errno != EEXIST) {
    Refuse(path, ErrorText());
  }
}

}  // namespace

DatabaseFile::DatabaseFile(const std::string& path) : path_(Resolve(path)) {
  const std::string lock_path = path_ + "-lock";
  // SQLite makes its log beside the file, so all three have to be writable.
  for (const std::string& part : {std::filesystem::path(path_).parent_path().string(), path_, lock_path}) {
    RefuseIfUnwritable(path, part);
  }
  lock_ = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
  if (lock_ < 0) {
    Refuse(path, "its lock file '" + lock_path + "' cannot be written (" + ErrorText() + ")");
  }
  try {
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
      Refuse(path, errno == EWOULDBLOCK ? "another rockpool uses it; stop that one or choose another path" : ErrorText());
    }
    CreateIfMissing(path_);
  } catch (...) {
    close(lock_);
    throw;
  }
}

DatabaseFile::~DatabaseFile() { close(lock_); }

}  // namespace rockpool::storage::sqlite
