// The turn to write, as HTTP sees it: one at a time, and no I/O thread ever waits for it. Whose turn it really is, is the store's to say.
//
// A call that takes microseconds and writes runs where it was read if nobody writes and nobody waits to; else the whole call, before
// anything of it has run, is queued. Calls that compute or wait never take the turn here: their writes queue in the store.
#pragma once

#include <functional>

namespace rockpool::http {

// Any thread. Nothing of it throws or blocks.
class WriterGate {
 public:
  virtual ~WriterGate() = default;

  // True if nobody has the turn to write and nobody waits for it: the calling thread then has it until it calls Give, and a write of this
  // thread waits for nobody. False changes nothing.
  virtual bool TryTake() = 0;

  // Requires: the calling thread has the turn by TryTake. May run, for about a millisecond, what others have queued.
  virtual void Give() = 0;

  // Runs `job` on the writing thread, or on one that gives the turn back, with the turn and after all that were queued before. Each job is
  // run, even at the end. `job` is as brief as a call that runs here, and does not throw.
  virtual void Queue(std::function<void()> job) = 0;

  // Calls `then(true)` once all that was committed before survives what the store promises (a killed process, or a power cut): at once on
  // the calling thread if it does already, else later on any thread. `then(false)` if the disk fails to keep it. Each is called, even at
  // the end. `then` is brief and does not throw.
  virtual void WhenDurable(std::function<void(bool kept)> then) = 0;
};

}  // namespace rockpool::http
