#include "server/idle_turns.h"

#include <sched.h>

#include <atomic>
#include <memory>
#include <thread>

namespace rockpool {
namespace {

// Without a mutex, which the thread could keep while it gets no processor. Each number counts up, and who waits sees it change.
struct Counts {
  std::atomic<int> asked = 0;
  std::atomic<int> given = 0;
  std::atomic<bool> is_over = false;
};

void CountUp(std::atomic<int>& count) {
  count.fetch_add(1);
  count.notify_all();
}

void Give(const std::shared_ptr<Counts>& counts) {
  const sched_param parameters{};
  // Where it is not allowed the thread runs like any other, which is only less polite.
  sched_setscheduler(0, SCHED_IDLE, &parameters);
  for (int seen = 0;;) {
    counts->asked.wait(seen);
    seen = counts->asked.load();
    if (counts->is_over.load()) {
      return;
    }
    CountUp(counts->given);
  }
}

class Turns {
 public:
  Turns() { std::thread(Give, counts_).detach(); }
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;
  ~Turns() {
    counts_->is_over = true;
    CountUp(counts_->asked);
  }

  bool Wait(const std::stop_token& stop) {
    const int before = counts_->given.load();
    const std::stop_callback wake(stop, [this] { CountUp(counts_->given); });
    CountUp(counts_->asked);
    counts_->given.wait(before);
    return !stop.stop_requested();
  }

 private:
  const std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace

WaitForTurn IdleTurns() {
  return [turns = std::make_shared<Turns>()](const std::stop_token& stop) { return turns->Wait(stop); };
}

}  // namespace rockpool
