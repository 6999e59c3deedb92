// Locks that clang's -Wthread-safety follows (the standard's are not annotated in libstdc++), and the words for what they protect. Other
// compilers see plain locks.
//
// https://clang.llvm.org/docs/ThreadSafetyAnalysis.html. It does not look into lambdas: wait in a loop, not with a predicate.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <stop_token>
#include <utility>

#if defined(__clang__)
#define ROCKPOOL_THREAD_SAFETY(attribute) __attribute__((attribute))
#else
#define ROCKPOOL_THREAD_SAFETY(attribute)
#endif

// Of a variable: it is touched under the lock alone.
#define ROCKPOOL_GUARDED_BY(lock) ROCKPOOL_THREAD_SAFETY(guarded_by(lock))
// Of a function: its callers hold the lock.
#define ROCKPOOL_REQUIRES(lock) ROCKPOOL_THREAD_SAFETY(requires_capability(lock))
// Of a function that takes the lock itself, and waits for it: its callers do not hold it.
#define ROCKPOOL_EXCLUDES(lock) ROCKPOOL_THREAD_SAFETY(locks_excluded(lock))

namespace rockpool::util {

class ROCKPOOL_THREAD_SAFETY(capability("mutex")) Mutex {
 public:
  void Lock() ROCKPOOL_THREAD_SAFETY(acquire_capability()) { mutex_.lock(); }
  void Unlock() ROCKPOOL_THREAD_SAFETY(release_capability()) { mutex_.unlock(); }

 private:
  friend class Condition;
  friend class StoppableCondition;

  std::mutex mutex_;
};

class ROCKPOOL_THREAD_SAFETY(capability("mutex")) SharedMutex {
 public:
  void Lock() ROCKPOOL_THREAD_SAFETY(acquire_capability()) { mutex_.lock(); }
  void Unlock() ROCKPOOL_THREAD_SAFETY(release_capability()) { mutex_.unlock(); }
  void LockShared() ROCKPOOL_THREAD_SAFETY(acquire_shared_capability()) { mutex_.lock_shared(); }
  void UnlockShared() ROCKPOOL_THREAD_SAFETY(release_shared_capability()) { mutex_.unlock_shared(); }

 private:
  std::shared_mutex mutex_;
};

// Holds a Mutex or SharedMutex for itself alone until the end of its scope.
template <class AnyMutex>
class ROCKPOOL_THREAD_SAFETY(scoped_lockable) LockGuard {
 public:
  explicit LockGuard(AnyMutex& mutex) ROCKPOOL_THREAD_SAFETY(acquire_capability(mutex)) : mutex_(mutex) { mutex_.Lock(); }
  LockGuard(const LockGuard&) = delete;
  LockGuard& operator=(const LockGuard&) = delete;
  ~LockGuard() ROCKPOOL_THREAD_SAFETY(release_capability()) { mutex_.Unlock(); }

 private:
  AnyMutex& mutex_;
};

// Holds a SharedMutex beside others that only read.
class ROCKPOOL_THREAD_SAFETY(scoped_lockable) SharedLockGuard {
 public:
  explicit SharedLockGuard(SharedMutex& mutex) ROCKPOOL_THREAD_SAFETY(acquire_shared_capability(mutex)) : mutex_(mutex) {
    mutex_.LockShared();
  }
  SharedLockGuard(const SharedLockGuard&) = delete;
  SharedLockGuard& operator=(const SharedLockGuard&) = delete;
  ~SharedLockGuard() ROCKPOOL_THREAD_SAFETY(release_generic_capability()) { mutex_.UnlockShared(); }

 private:
  SharedMutex& mutex_;
};

class Condition {
 public:
  // Gives the mutex back while it waits. May return without a reason.
  void Wait(Mutex& mutex) ROCKPOOL_REQUIRES(mutex) {
    std::unique_lock lock(mutex.mutex_, std::adopt_lock);
    condition_.wait(lock);
    lock.release();
  }

  // False once it is `end` or later.
  bool WaitUntil(Mutex& mutex, std::chrono::steady_clock::time_point end) ROCKPOOL_REQUIRES(mutex) {
    std::unique_lock lock(mutex.mutex_, std::adopt_lock);
    const bool in_time = condition_.wait_until(lock, end) == std::cv_status::no_timeout;
    lock.release();
    return in_time;
  }

  void NotifyOne() noexcept { condition_.notify_one(); }
  void NotifyAll() noexcept { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

// A Condition whose waits end when they are asked to stop, too. A request wakes like NotifyAll, and may be made under the mutex. Between a
// look at what is waited for and the wait nothing is lost, neither a notice, if what it tells was changed under the mutex, nor a request.
class StoppableCondition {
 public:
  // Gives the mutex back while it waits. May return without a reason. False once `stop` is requested, at once if it was before: look again
  // at what is waited for, which may have come as well.
  bool Wait(Mutex& mutex, const std::stop_token& stop) ROCKPOOL_REQUIRES(mutex) {
    std::unique_lock lock(mutex.mutex_, std::adopt_lock);
    condition_.wait(lock, stop, Woken{});
    lock.release();
    return !stop.stop_requested();
  }

  // As Wait. False once it is `end` or later, too.
  bool WaitUntil(Mutex& mutex, std::chrono::steady_clock::time_point end, const std::stop_token& stop) ROCKPOOL_REQUIRES(mutex) {
    std::unique_lock lock(mutex.mutex_, std::adopt_lock);
    condition_.wait_until(lock, stop, end, Woken{});
    lock.release();
    return !stop.stop_requested() && std::chrono::steady_clock::now() < end;
  }

  void NotifyOne() noexcept { condition_.notify_one(); }
  void NotifyAll() noexcept { condition_.notify_all(); }

 private:
  // The standard waits for a stop only together with a predicate, which it asks before it sleeps and whenever it was woken.
  struct Woken {
    bool was_asked = false;

    bool operator()() { return std::exchange(was_asked, true); }
  };

  std::condition_variable_any condition_;
};

}  // namespace rockpool::util
