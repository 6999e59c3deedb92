// Failures on purpose, in the order in which they were asked for. What one is, and which calls it meets, its owner knows.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "server/util/thread_safety.h"

namespace rockpool::util {

// `Fault` has a member `times`: how many calls it still meets, at least 1; nothing: all, until Clear. Any thread.
template <class Fault>
class FaultList {
 public:
  // Puts them behind those that are there. False, and nothing changes, where there would be more than `most`.
  bool Add(std::vector<Fault> faults, std::size_t most) {
    const LockGuard lock(mutex_);
    if (faults_.size() + faults.size() > most) {
      return false;
    }
    std::ranges::move(faults, std::back_inserter(faults_));
    count_ = faults_.size();
    return true;
  }

  // In the order in which they were added, without those that are used up.
  std::vector<Fault> List() const {
    const LockGuard lock(mutex_);
    return faults_;
  }

  void Clear() {
    const LockGuard lock(mutex_);
    faults_.clear();
    count_ = 0;
  }

  // The first one that `meets` the call, which is counted as one call less. One relaxed load if there are no faults at all.
  template <class Meets>
  std::optional<Fault> Take(const Meets& meets) {
    return count_.load(std::memory_order_relaxed) == 0 ? std::nullopt : TakeOne(meets);
  }

 private:
  template <class Meets>
  std::optional<Fault> TakeOne(const Meets& meets) {
    const LockGuard lock(mutex_);
    const auto first = std::ranges::find_if(faults_, meets);
    if (first == faults_.end()) {
      return std::nullopt;
    }
    if (first->times && --*first->times == 0) {
      Fault last = std::move(*first);
      faults_.erase(first);
      count_ = faults_.size();
      return last;
    }
    return *first;
  }

  mutable Mutex mutex_;
  std::vector<Fault> faults_ ROCKPOOL_GUARDED_BY(mutex_);
  std::atomic<std::size_t> count_ = 0;  // of them; written under the mutex
};

}  // namespace rockpool::util
