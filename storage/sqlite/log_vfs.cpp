#include "storage/sqlite/log_vfs.h"

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <stdexcept>

#include "storage/sqlite/log_frames.h"

namespace rockpool::storage::sqlite {
namespace {

// The file is ours alone while we run (DatabaseFile), so it is locked once, and not in every transaction: a fifth of the cost of a read.
// The write-ahead log's index is then kept on the heap, and file systems without shared memory will do.
constexpr const char* kOneProcess = "unix-excl";
constexpr const char* kName = "rockpool";

// What SQLite makes room for, and the file of unix-excl behind it.
struct Log {
  sqlite3_file base;
  LogFrames* frames;  // owned; between xOpen and xClose
};
constexpr int kRoom = (sizeof(Log) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);

sqlite3_file* RealOf(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kRoom); }
LogFrames& FramesOf(sqlite3_file* file) { return *reinterpret_cast<Log*>(file)->frames; }

// Calls a method of the real file once it has all that was written.
template <auto Method, class... Arguments>
int Behind(sqlite3_file* file, Arguments... arguments) {
  if (const int failed = FramesOf(file).WriteOut(); failed != SQLITE_OK) {
    return failed;
  }
  sqlite3_file* const real = RealOf(file);
  return (real->pMethods->*Method)(real, arguments...);
}

// Calls one that has nothing to do with what is in it.
template <auto Method, class... Arguments>
int Beside(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* const real = RealOf(file);
  return (real->pMethods->*Method)(real, arguments...);
}

int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  return FramesOf(file).Put({static_cast<const char*>(bytes), static_cast<std::size_t>(size)}, offset);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int result = Behind<&sqlite3_io_methods::xTruncate>(file, size);
  FramesOf(file).ForgetEnd();
  return result;
}

int Close(sqlite3_file* file) {
  const int written = FramesOf(file).WriteOut();
  delete reinterpret_cast<Log*>(file)->frames;
  const int closed = Beside<&sqlite3_io_methods::xClose>(file);
  return written != SQLITE_OK ? written : closed;
}

// Of the first version: what came later is for databases and not for logs.
constexpr sqlite3_io_methods kMethods{.iVersion = 1,
                                      .xClose = Close,
                                      .xRead = Behind<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
                                      .xWrite = Write,
                                      .xTruncate = Truncate,
                                      .xSync = Behind<&sqlite3_io_methods::xSync, int>,
                                      .xFileSize = Behind<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
                                      .xLock = Beside<&sqlite3_io_methods::xLock, int>,
                                      .xUnlock = Beside<&sqlite3_io_methods::xUnlock, int>,
                                      .xCheckReservedLock = Beside<&sqlite3_io_methods::xCheckReservedLock, int*>,
                                      .xFileControl = Behind<&sqlite3_io_methods::xFileControl, int, void*>,
                                      .xSectorSize = Beside<&sqlite3_io_methods::xSectorSize>,
                                      .xDeviceCharacteristics = Beside<&sqlite3_io_methods::xDeviceCharacteristics>,
                                      .xShmMap = nullptr,
                                      .xShmLock = nullptr,
                                      .xShmBarrier = nullptr,
                                      .xShmUnmap = nullptr,
                                      .xFetch = nullptr,
                                      .xUnfetch = nullptr};

sqlite3_vfs* OneProcess() {
  static sqlite3_vfs* const found = sqlite3_vfs_find(kOneProcess);
  return found;
}

int Open(sqlite3_vfs* /*own*/, const char* name, sqlite3_file* file, int flags, int* opened_flags) {
  sqlite3_vfs* const real = OneProcess();
  if ((flags & SQLITE_OPEN_WAL) == 0) {
    return real->xOpen(real, name, file, flags, opened_flags);
  }
  file->pMethods = nullptr;  // then it is not closed
  auto* const frames = new (std::nothrow) LogFrames([real_file = RealOf(file)](std::span<const char> bytes, std::int64_t offset) {
    return real_file->pMethods->xWrite(real_file, bytes.data(), static_cast<int>(bytes.size()), offset);
  });
  if (frames == nullptr) {
    return SQLITE_NOMEM;
  }
  const int result = real->xOpen(real, name, RealOf(file), flags, opened_flags);
  if (result != SQLITE_OK) {
    delete frames;
    return result;
  }
  reinterpret_cast<Log*>(file)->frames = frames;
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

// Registered for as long as the program runs, and not in the place of another one.
bool Register() {
  if (OneProcess() == nullptr) {
    return false;
  }
  static sqlite3_vfs own = *OneProcess();
  own.pNext = nullptr;
  own.zName = kName;
  own.szOsFile += kRoom;
  own.xOpen = Open;
  return sqlite3_vfs_register(&own, 0) == SQLITE_OK;
}

}  // namespace

const char* LogVfs() {
  static const bool is_registered = Register();
  if (!is_registered) {
    throw std::runtime_error("this SQLite has not the VFS that is needed");
  }
  return kName;
}

}  // namespace rockpool::storage::sqlite
