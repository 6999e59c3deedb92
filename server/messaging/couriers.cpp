#include "server/messaging/couriers.h"

#include <system_error>
#include <utility>

namespace rockpool::messaging {

bool Couriers::Take(Errand errand) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || waiting_.size() >= most_waiting_) {
      return false;
    }
    if (idle_ <= waiting_.size() && carriers_.size() < threads_) {
      try {
        carriers_.emplace_back([this] { Carry(); });
      } catch (const std::system_error&) {
        if (carriers_.empty()) {
          return false;
        }
      }
    }
    waiting_.push_back(std::move(errand));
  }
  bell_.notify_one();
  return true;
}

void Couriers::Carry() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    bell_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) {
      return;
    }
    const Errand errand = std::move(waiting_.front());
    waiting_.pop_front();
    ++busy_;
    lock.unlock();
    errand(stop_.get_token());
    lock.lock();
    --busy_;
    if (busy_ == 0 && waiting_.empty()) {
      done_.notify_all();
    }
  }
}

std::size_t Couriers::Stop(std::chrono::milliseconds grace) {
  std::size_t dropped = 0;
  std::vector<std::thread> carriers;
  {
    std::unique_lock lock(mutex_);
    closed_ = true;
    bell_.notify_all();
    done_.wait_for(lock, grace, [this] { return busy_ == 0 && waiting_.empty(); });
    dropped = waiting_.size();
    waiting_.clear();
    carriers.swap(carriers_);
  }
  stop_.request_stop();
  for (std::thread& carrier : carriers) {
    carrier.join();
  }
  return dropped;
}

}  // namespace rockpool::messaging
