// The CPU that the calling thread uses: what a call costs, however busy the machine is.
#pragma once

#include <chrono>
#include <ctime>

namespace rockpool::protocol {

class ThreadCpuClock {
 public:
  // Counts from here. Elapsed is to be asked by the same thread.
  ThreadCpuClock() : start_(Now()) {}

  std::chrono::nanoseconds Elapsed() const { return Now() - start_; }

 private:
  static std::chrono::nanoseconds Now() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  }

  std::chrono::nanoseconds start_;
};

}  // namespace rockpool::protocol
