// The turn to write, the queue for it, and the thread that runs what was queued. It knows no database.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <thread>
#include <utility>

#include "server/util/thread_safety.h"

namespace rockpool::storage::sqlite {

// Any thread. First come, first served: nobody takes the turn while a job waits. The thread is started by the first job, and sleeps while
// there is none.
class WriteQueue {
 public:
  WriteQueue() = default;
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;
  ~WriteQueue() { Finish(); }

  // As storage::Writer says. What Queue takes is brief, so the thread that gives its turn back runs it itself, for a while, where nothing
  // else was queued before: to wake another thread costs as much as the job.
  bool TryTake();
  void Give() noexcept;
  void Queue(std::function<void()> job) { Add({std::move(job), true}); }

  // True if the calling thread has the turn, by TryTake or because it runs a job.
  bool HasTurn() const { return holder_.load(std::memory_order_relaxed) == std::this_thread::get_id(); }

  // Runs `job` with the turn and returns when it has run: at once on the calling thread if it has the turn or the turn is free, else on the
  // writing thread. What it throws reaches the caller.
  void Run(const std::function<void()>& job);

  // Returns when all jobs have run, those too that they have queued, and ends the thread. Meanwhile nobody else may queue jobs.
  void Finish();

 private:
  class Turn;
  struct Job {
    std::function<void()> run;
    bool is_brief;  // microseconds, and waits for nothing
  };

  void Add(Job job);
  void HandOn() noexcept;
  void Loop();

  util::Mutex mutex_;
  util::Condition handed_over_;
  std::deque<Job> jobs_ ROCKPOOL_GUARDED_BY(mutex_);
  bool taken_ ROCKPOOL_GUARDED_BY(mutex_) = false;       // somebody has the turn, or it is on its way to the writing thread
  bool is_threads_ ROCKPOOL_GUARDED_BY(mutex_) = false;  // that somebody is the writing thread
  bool finishing_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  bool is_running_ ROCKPOOL_GUARDED_BY(mutex_) = false;  // the thread
  std::thread thread_;                                   // touched by whoever changes is_running_
  // A thread only ever finds itself here if it put itself here.
  std::atomic<std::thread::id> holder_;
};

}  // namespace rockpool::storage::sqlite
