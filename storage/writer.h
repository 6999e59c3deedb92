// Whose turn it is to write, for threads that must never wait for it. docs/decisions/0008-one-turn-to-write.md says why it is so.
//
// A thread that may wait needs none of this: Store::Write takes the turn and waits for it, and for the disk.
#pragma once

#include <functional>

namespace rockpool::storage {

// Any thread. Who has the turn may call Store::Write as often as it likes, each a transaction of its own that is kept whatever follows;
// those Writes do not wait for the disk, so it answers for them only after WhenDurable.
class Writer {
 public:
  virtual ~Writer() = default;

  // True if nobody has the turn to write and nobody waits for it: the calling thread has it until Give, and its Writes run at once. Never
  // blocks.
  virtual bool TryTake() = 0;

  // Requires: the calling thread has the turn by TryTake. Whoever waits longest has it next.
  virtual void Give() noexcept = 0;

  // Runs `job`, which does not throw, on the writing thread, with the turn, after all that was queued before. Never blocks for long. What
  // a job queues runs after it. The end of the store waits for all jobs.
  virtual void Queue(std::function<void()> job) = 0;

  // Calls `then` once (on any thread; at once where there is nothing to wait for) when all that was committed before this call survives
  // what the store's durability promises. `then` is short and does not throw. If the disk fails to keep it, `then` is destroyed without
  // having been called: nothing is promised then, and every later Write throws Unwritable.
  virtual void WhenDurable(std::function<void()> then) = 0;
};

}  // namespace rockpool::storage
