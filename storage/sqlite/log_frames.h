// What SQLite writes into the write-ahead log, gathered: it writes each frame in two pieces, its header and its page, and a commit of nine
// pages so asks the kernel eighteen times, which costs more than all the rest of it. It knows the form of a frame, and neither files nor
// SQLite's types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>

namespace rockpool::storage::sqlite {

// The writes of one connection to one log, one thread at a time. What is put in at the end of what was put in before, a frame's header or
// the page behind it, is kept until the frame of a commit is whole; everything else is written at once. So when the write of a commit's
// last page has returned, all of the commit has been written, and what is kept is of a transaction that has not ended.
class LogFrames {
 public:
  // Result codes of SQLite; 0 is SQLITE_OK. Both throw nothing.
  using Write = std::function<int(std::span<const char> bytes, std::int64_t offset)>;

  explicit LogFrames(Write write) : write_(std::move(write)) {}

  // The result is that of all that had to be written, which may be earlier pieces, too: those are gone then.
  int Put(std::span<const char> bytes, std::int64_t offset) noexcept;

  // Writes what is kept: before the log is read, measured, synced or cut.
  int WriteOut() noexcept;

  // The log's end is not where it was.
  void ForgetEnd() { end_ = kUnknown; }

 private:
  static constexpr std::int64_t kUnknown = -1;

  bool Keep(std::span<const char> bytes) noexcept;

  const Write write_;
  std::unique_ptr<char[]> kept_;  // NOLINT(*-avoid-c-arrays): of which the part alone takes memory that was ever used
  std::size_t size_ = 0;
  std::int64_t end_ = kUnknown;  // of what was put in last
  bool awaits_page_ = false;     // a header is the last that is kept
  bool is_commits_ = false;      // that header is the last of a commit
};

}  // namespace rockpool::storage::sqlite
