#include <algorithm>
#include <exception>

#include "storage/sqlite/graveyard.h"

namespace rockpool::storage::sqlite {
namespace {

using Lock = util::LockGuard<util::Mutex>;

}  // namespace

void Sweeper::Wake() {
  {
    const Lock lock(mutex_);
    if (stopping_) {
      return;
    }
    due_ = true;
    if (!is_running_) {
      thread_ = std::thread(&Sweeper::Loop, this);
      is_running_ = true;
    }
  }
  changed_.NotifyAll();
}

void Sweeper::Stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
    if (!is_running_) {
      return;
    }
    is_running_ = false;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Sweeper::Loop() {
  while (WaitForWork()) {
    bool more = true;
    while (more) {
      const Clock::duration pause = RunSlice(more);
      if (more && !Pause(pause)) {
        return;
      }
    }
  }
}

Sweeper::Clock::duration Sweeper::RunSlice(bool& more) {
  // A thread that takes a core's whole time is made to wait by the kernel, and then holds the turn to write all the while. One that rests
  // four times as long as it works is not, and leaves the disk to others besides.
  constexpr int kRest = 4;
  constexpr Clock::duration kShortest = std::chrono::milliseconds(1);
  constexpr Clock::duration kLongest = std::chrono::milliseconds(50);
  const Clock::time_point begin = Clock::now();
  try {
    more = slice_();
  } catch (const std::exception&) {
    return pause_after_failure_;
  }
  return std::clamp((Clock::now() - begin) * kRest, kShortest, kLongest);
}

bool Sweeper::WaitForWork() {
  const Lock lock(mutex_);
  while (!due_ && !stopping_) {
    changed_.Wait(mutex_);
  }
  due_ = false;
  return !stopping_;
}

bool Sweeper::Pause(Clock::duration pause) {
  const Lock lock(mutex_);
  const Clock::time_point end = Clock::now() + pause;
  while (!stopping_ && changed_.WaitUntil(mutex_, end)) {
  }
  return !stopping_;
}

}  // namespace rockpool::storage::sqlite
