// Which threads may not wait for another server, and what becomes of work that finds so on its way. Where work runs is decided before it
// runs, and what it was decided by may change in between.
#pragma once

#include <utility>

namespace rockpool::http {

// Thrown where a thread that may not wait would have to; the work runs anew on a waiting thread. No exception of the library's, so that no
// handler takes it for a failure.
struct MustWait {};

// While it lives its thread may not wait: it reads for other connections, computes for them, or has the turn to write. They nest, since who
// gives the turn back may run what others have queued.
class NoWaiting {
 public:
  NoWaiting() : outer_(std::exchange(current_, this)) {}
  NoWaiting(const NoWaiting&) = delete;
  NoWaiting& operator=(const NoWaiting&) = delete;
  ~NoWaiting() { current_ = outer_; }

  // Whether somebody would have had to wait: then what has run counts for nothing.
  bool was_wanted() const { return was_wanted_; }

 private:
  friend void RequireMayWait();

  static inline thread_local NoWaiting* current_ = nullptr;

  NoWaiting* const outer_;
  bool was_wanted_ = false;
};

// Throws MustWait on a thread that may not wait. For who is about to wait, and, since the work runs again from its beginning, for who is
// about to write what cannot be written twice and will have to wait afterwards.
inline void RequireMayWait() {
  if (NoWaiting::current_ != nullptr) {
    NoWaiting::current_->was_wanted_ = true;
    throw MustWait();
  }
}

}  // namespace rockpool::http
