// A turn to write that keeps the contract with a thread of its own, and that a test can hold.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/writer_gate.h"

namespace rockpool::http {

class FakeWriterGate final : public WriterGate {
 public:
  FakeWriterGate() : thread_([this] { Write(); }) {}
  FakeWriterGate(const FakeWriterGate&) = delete;
  FakeWriterGate& operator=(const FakeWriterGate&) = delete;
  ~FakeWriterGate() override {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  bool TryTake() override {
    const std::lock_guard lock(mutex_);
    ++asked_;
    if (taken_ || !queue_.empty()) {
      return false;
    }
    return taken_ = true;
  }

  void Give() override {
    const std::lock_guard lock(mutex_);
    taken_ = false;
    changed_.notify_all();
  }

  void Queue(std::function<void()> job) override {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
    ++queued_;
    changed_.notify_all();
  }

  void WhenDurable(std::function<void(bool kept)> then) override {
    {
      const std::lock_guard lock(mutex_);
      if (holds_durability_) {
        undurable_.push_back(std::move(then));
        changed_.notify_all();
        return;
      }
    }
    then(true);
  }

  // From now on nothing is durable until MakeDurable.
  void HoldDurability() {
    const std::lock_guard lock(mutex_);
    holds_durability_ = true;
  }

  // Ends that: what was committed meanwhile is kept, or the disk fails to.
  void MakeDurable(bool kept = true) {
    std::vector<std::function<void(bool kept)>> durable;
    {
      const std::lock_guard lock(mutex_);
      holds_durability_ = false;
      durable.swap(undurable_);
    }
    for (const auto& then : durable) {
      then(kept);
    }
  }

  void WaitUntilQueued(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return queued_ >= count; });
  }

  void WaitUntilCommitted() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !undurable_.empty(); });
  }

  std::size_t asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

  std::size_t queued() const {
    const std::lock_guard lock(mutex_);
    return queued_;
  }

  std::thread::id thread() const { return thread_.get_id(); }

 private:
  void Write() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return (!taken_ && !queue_.empty()) || (over_ && queue_.empty()); });
      if (queue_.empty()) {
        return;
      }
      taken_ = true;
      const std::function<void()> job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
      lock.lock();
      taken_ = false;
    }
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::function<void(bool kept)>> undurable_;
  std::size_t asked_ = 0;
  std::size_t queued_ = 0;
  bool taken_ = false;
  bool holds_durability_ = false;
  bool over_ = false;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace rockpool::http
