// What functions were called with and what they answered, for whoever wonders, and to send it once more.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/triggers/invoker.h"
#include "server/util/clock.h"
#include "server/util/thread_safety.h"

namespace rockpool::triggers {

struct RecordedCall {
  std::int64_t id = 0;  // grows with each call that is kept; Keep sets it
  util::EpochMillis time = 0;
  Invocation invocation;
  Outcome outcome;
  std::chrono::milliseconds duration{0};  // of all attempts
};

// {"id","time","pool","client","trigger","source","function","event","answer" or "error","hint","attempts","duration_ms","verdict"},
// without what it has not. `answer` is a text where it is no JSON. `verdict` is answered, malformed, error, not invoked or skipped. Of
// passwords, codes, tokens, answers to challenges and private parameters only the length is shown, and so of an answer of more than
// Record::kLongestText, which counts as answered.
std::string ShownCall(const RecordedCall& call);

// As much of a call as is kept.
struct KeptCall {
  RecordedCall call;
  bool is_event_cut = false;
  bool is_answer = false;  // it was one, before it was cut
};

// The last thousand of them, or fewer where they are large. Any thread.
class Record {
 public:
  static constexpr std::size_t kKept = 1000;
  static constexpr std::size_t kKeptBytes = std::size_t{16} * 1024 * 1024;  // of all events and answers
  // A longer event is cut, and cannot be replayed. Of a longer answer nothing but the length is kept: to find what is secret in it would
  // take many times its memory.
  static constexpr std::size_t kLongestText = std::size_t{256} * 1024;

  // Whoever calls a function keeps it, also one that was skipped. Returns its id.
  std::int64_t Keep(const RecordedCall& call);

  // {"triggers":[...]}, the oldest first, as ShownCall has them: those of the pool (empty: of all) that came after the one of that id.
  std::string Json(std::string_view user_pool_id, std::int64_t after) const;

  struct Called {
    Invocation invocation;
    bool is_cut = false;  // too long to have been kept whole
  };
  // Forgets all. Later calls get greater ids all the same.
  void Clear();

  // What was called, with its secrets; nullopt if it is not there.
  std::optional<Called> Find(std::int64_t id) const;

 private:
  using SharedCall = std::shared_ptr<const KeptCall>;

  mutable util::Mutex mutex_;
  std::int64_t last_id_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::size_t bytes_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::deque<SharedCall> calls_ ROCKPOOL_GUARDED_BY(mutex_);
};

}  // namespace rockpool::triggers
