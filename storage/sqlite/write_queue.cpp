#include "storage/sqlite/write_queue.h"

#include <chrono>
#include <exception>
#include <utility>

namespace rockpool::storage::sqlite {
namespace {

using Lock = util::LockGuard<util::Mutex>;

// So long a thread that gives its turn back may keep its own connections waiting for what others have queued.
constexpr std::chrono::milliseconds kLongestForOthers{1};

// What a thread waits on while another one runs its job.
class Outcome {
 public:
  void Set(std::exception_ptr failure) {
    const Lock lock(mutex_);
    failure_ = std::move(failure);
    is_set_ = true;
    // Under the lock: the waiting thread owns this object, and it is gone as soon as that thread can go on.
    set_.NotifyOne();
  }

  void Get() {
    std::exception_ptr failure;
    {
      const Lock lock(mutex_);
      while (!is_set_) {
        set_.Wait(mutex_);
      }
      failure = std::move(failure_);
    }
    if (failure) {
      std::rethrow_exception(std::move(failure));
    }
  }

 private:
  util::Mutex mutex_;
  util::Condition set_;
  bool is_set_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  std::exception_ptr failure_ ROCKPOOL_GUARDED_BY(mutex_);
};

}  // namespace

class WriteQueue::Turn {
 public:
  explicit Turn(WriteQueue& queue) : queue_(queue) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { queue_.HandOn(); }

 private:
  WriteQueue& queue_;
};

bool WriteQueue::TryTake() {
  {
    const Lock lock(mutex_);
    if (taken_) {
      return false;
    }
    taken_ = true;
  }
  holder_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  return true;
}

void WriteQueue::Give() noexcept {
  const auto end = std::chrono::steady_clock::now() + kLongestForOthers;
  do {
    Job job;
    {
      const Lock lock(mutex_);
      if (jobs_.empty() || !jobs_.front().is_brief) {
        break;
      }
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job.run();
  } while (std::chrono::steady_clock::now() < end);
  HandOn();
}

// Gives the turn to the writing thread if anything is queued, else to nobody.
void WriteQueue::HandOn() noexcept {
  holder_.store(std::thread::id(), std::memory_order_relaxed);
  {
    const Lock lock(mutex_);
    taken_ = is_threads_ = !jobs_.empty();
    if (!taken_) {
      return;
    }
  }
  handed_over_.NotifyOne();
}

void WriteQueue::Add(Job job) {
  {
    const Lock lock(mutex_);
    if (!is_running_) {
      thread_ = std::thread(&WriteQueue::Loop, this);
      is_running_ = true;
    }
    jobs_.push_back(std::move(job));
    if (taken_) {
      return;  // whoever has the turn hands it on, or is the thread itself
    }
    taken_ = is_threads_ = true;
  }
  handed_over_.NotifyOne();
}

void WriteQueue::Run(const std::function<void()>& job) {
  if (HasTurn()) {
    job();
    return;
  }
  if (TryTake()) {
    const Turn turn(*this);
    job();
    return;
  }
  Outcome outcome;
  auto run = [&] {
    std::exception_ptr failure;
    try {
      job();
    } catch (...) {
      failure = std::current_exception();
    }
    outcome.Set(std::move(failure));
  };
  Add({run, false});
  outcome.Get();
}

void WriteQueue::Finish() {
  {
    const Lock lock(mutex_);
    if (!is_running_) {
      return;
    }
    finishing_ = true;
  }
  handed_over_.NotifyOne();
  thread_.join();
  const Lock lock(mutex_);
  finishing_ = is_running_ = false;
}

void WriteQueue::Loop() {
  while (true) {
    Job job;
    {
      const Lock lock(mutex_);
      if (is_threads_ && jobs_.empty()) {
        holder_.store(std::thread::id(), std::memory_order_relaxed);
        taken_ = is_threads_ = false;
      }
      // Jobs that wait for somebody's turn to end are run by a thread that finishes, too.
      while (!is_threads_ && !(finishing_ && jobs_.empty())) {
        handed_over_.Wait(mutex_);
      }
      if (!is_threads_) {
        return;
      }
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    holder_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    job.run();
  }
}

}  // namespace rockpool::storage::sqlite
