#include "storage/sqlite/log_frames.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace rockpool::storage::sqlite {
namespace {

// The form of the log (https://www.sqlite.org/fileformat2.html#the_write_ahead_log): no page has the size of a header, and the second
// number of a header is 0 in all frames of a commit but the last.
constexpr std::size_t kHeaderBytes = 24;
constexpr std::size_t kCommitBegin = 4;
constexpr std::size_t kCommitEnd = 8;

// SQLite writes no more at once, and takes what is left of more than that for a full disk (seekAndWriteFd in its os_unix.c).
constexpr std::size_t kMostKept = 0x1FFFF;
constexpr int kOk = 0;

bool IsOfCommit(std::span<const char> header) {
  return std::ranges::any_of(header.subspan(kCommitBegin, kCommitEnd - kCommitBegin), [](char byte) { return byte != '\0'; });
}

}  // namespace

int LogFrames::Put(std::span<const char> bytes, std::int64_t offset) noexcept {
  const bool begins_frame = bytes.size() == kHeaderBytes && !awaits_page_;
  // What is written over an older frame, as SQLite does for a transaction that did not fit into its memory, begins none.
  if (offset == end_ && (begins_frame || awaits_page_) && Keep(bytes)) {
    awaits_page_ = begins_frame;
    is_commits_ = begins_frame ? IsOfCommit(bytes) : is_commits_;
    return is_commits_ && !awaits_page_ ? WriteOut() : kOk;
  }
  if (const int failed = WriteOut(); failed != kOk) {
    return failed;
  }
  const int result = write_(bytes, offset);
  end_ = result == kOk ? offset + static_cast<std::int64_t>(bytes.size()) : kUnknown;
  return result;
}

int LogFrames::WriteOut() noexcept {
  awaits_page_ = false;
  const std::size_t size = std::exchange(size_, 0);
  if (size == 0) {
    return kOk;
  }
  const int result = write_({kept_.get(), size}, end_ - static_cast<std::int64_t>(size));
  if (result != kOk) {
    ForgetEnd();
  }
  return result;
}

// False if there is no room.
bool LogFrames::Keep(std::span<const char> bytes) noexcept {
  if (!kept_) {
    kept_.reset(new (std::nothrow) char[kMostKept]);
  }
  if (!kept_ || kMostKept - size_ < bytes.size()) {
    return false;
  }
  // What ranges::copy makes of it goes byte by byte, at -O2 of g++ 12: a third of all that a sign-in ran outside its cryptography.
  std::memcpy(kept_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
  end_ += static_cast<std::int64_t>(bytes.size());
  return true;
}

}  // namespace rockpool::storage::sqlite
