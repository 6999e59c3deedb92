// How many connections there are, and when the last one has gone.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <unordered_set>
#include <utility>

#include "server/http/beast/asio.h"
#include "server/util/thread_safety.h"

namespace rockpool::http::beast {

// Any thread may use it.
class Connections {
 public:
  // The place of one connection, given back by its destructor.
  class Slot {
   public:
    Slot(Slot&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)), is_spare_(other.is_spare_) {}
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    Slot& operator=(Slot&&) = delete;
    ~Slot();

    // True for a connection that is over the limit: it is only told so.
    bool is_spare() const { return is_spare_; }

   private:
    friend class Connections;
    Slot(Connections* owner, bool is_spare) : owner_(owner), is_spare_(is_spare) {}

    Connections* owner_;
    bool is_spare_;
  };

  // `spare` places are for telling those that come over the limit.
  Connections(std::size_t limit, std::size_t spare) : limit_(limit), spare_(spare) {}

  // nullopt if even the spare places are taken.
  std::optional<Slot> Take();

  // Calls `done` once there is no connection, at once if there is none. To be called when no more are taken.
  void WhenNone(std::function<void()> done);

 private:
  void Release();

  const std::size_t limit_;
  const std::size_t spare_;
  util::Mutex mutex_;
  std::size_t count_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::function<void()> done_ ROCKPOOL_GUARDED_BY(mutex_);
};

// One I/O thread's world: its event loop and the connections that live on it.

class Session;

// All but the context is changed by the lane's own thread only, and `draining` read by any.
struct Lane {
  std::unordered_set<Session*> sessions;
  std::atomic<bool> draining = false;  // no connection is kept open after the answer that it waits for
  asio::io_context context{1};         // destroyed first: it may hold sessions still
  asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};  // the loop runs until it is reset
};

}  // namespace rockpool::http::beast
