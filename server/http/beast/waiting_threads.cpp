#include "server/http/beast/waiting_threads.h"

#include <algorithm>
#include <utility>

namespace rockpool::http::beast {
namespace {

// Deep enough for a TLS handshake, a name lookup and libxml2; a thousand of the usual 8 MiB would be 8 GiB of address space.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStackBytes = 1024UL * 1024;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::size_t kStackBytes = 1024UL * 1024;
#else
constexpr std::size_t kStackBytes = 256UL * 1024;
#endif
#else
constexpr std::size_t kStackBytes = 256UL * 1024;
#endif

}  // namespace

WaitingThreads::~WaitingThreads() { Join(); }

bool WaitingThreads::TryRun(Job job) {
  {
    const util::LockGuard lock(mutex_);
    JoinEnded();
    if (idle_ == 0) {
      if (count_ >= most_) {
        return false;
      }
      jobs_.push_back(std::move(job));
      if (!Start()) {
        jobs_.pop_back();
        return false;
      }
      return true;
    }
    jobs_.push_back(std::move(job));
    --idle_;
  }
  wake_.NotifyOne();  // under the lock, the thread that wakes would wait for it at once
  return true;
}

void WaitingThreads::Join() {
  const util::LockGuard lock(mutex_);
  over_ = true;
  wake_.NotifyAll();
  while (count_ != 0) {
    none_.Wait(mutex_);
  }
  JoinEnded();
}

std::size_t WaitingThreads::count() const {
  const util::LockGuard lock(mutex_);
  return count_;
}

void* WaitingThreads::Main(void* self) {
  static_cast<WaitingThreads*>(self)->Serve();
  return nullptr;
}

void WaitingThreads::Serve() {
  for (bool is_new = true;; is_new = false) {
    Job job;
    {
      const util::LockGuard lock(mutex_);
      idle_ += is_new ? 0 : 1;  // a new one has its job
      if (!WaitForJob()) {
        --idle_;
        --count_;
        ended_.push_back(pthread_self());
        if (count_ == 0) {
          none_.NotifyAll();
        }
        return;
      }
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

bool WaitingThreads::WaitForJob() {
  const auto end = std::chrono::steady_clock::now() + patience_;
  while (!over_ && jobs_.empty() && wake_.WaitUntil(mutex_, end)) {
  }
  return !jobs_.empty();
}

bool WaitingThreads::Start() {
  ended_.reserve(ended_.size() + count_ + 1);  // so that no thread fails to say that it has ended
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) {
    return false;
  }
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_t thread{};
  const bool started = pthread_create(&thread, &attributes, &Main, this) == 0;
  pthread_attr_destroy(&attributes);
  count_ += started ? 1 : 0;
  return started;
}

void WaitingThreads::JoinEnded() {
  for (const pthread_t thread : std::exchange(ended_, {})) {
    pthread_join(thread, nullptr);
  }
  ended_.reserve(count_);
}

}  // namespace rockpool::http::beast
