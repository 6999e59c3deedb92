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
  std::unique_lock lock(mutex_);
  JoinEnded();
  if (idle_ > 0) {
    jobs_.push_back(std::move(job));
    --idle_;
    lock.unlock();  // else the thread that wakes would wait for it at once
    wake_.notify_one();
    return true;
  }
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

void WaitingThreads::Join() {
  std::unique_lock lock(mutex_);
  over_ = true;
  wake_.notify_all();
  none_.wait(lock, [this] { return count_ == 0; });
  JoinEnded();
}

std::size_t WaitingThreads::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

void* WaitingThreads::Main(void* self) {
  static_cast<WaitingThreads*>(self)->Serve();
  return nullptr;
}

void WaitingThreads::Serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!wake_.wait_for(lock, patience_, [this] { return over_ || !jobs_.empty(); })) {
      break;
    }
    if (jobs_.empty()) {
      break;  // over
    }
    {
      const Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
    }
    lock.lock();
    ++idle_;
  }
  --idle_;
  --count_;
  ended_.push_back(pthread_self());
  if (count_ == 0) {
    none_.notify_all();
  }
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
