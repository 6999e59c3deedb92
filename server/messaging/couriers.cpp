#include "server/messaging/couriers.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace rockpool::messaging {

bool Couriers::Take(Errand errand, std::string receiver) {
  {
    const util::LockGuard lock(mutex_);
    if (closed_ || !HasRoomFor(receiver) || !EnsureCarriers()) {
      return false;
    }
    waiting_.push_back({std::move(errand), std::move(receiver)});
  }
  bell_.NotifyOne();
  return true;
}

bool Couriers::HasRoomFor(const std::string& receiver) const {
  if (waiting_.size() >= limits_.waiting) {
    return false;
  }
  if (limits_.waiting_for_one >= limits_.waiting) {
    return true;  // all of them may be for him: there is nothing to count
  }
  const auto are_for_him = std::ranges::count(waiting_, receiver, &Load::receiver);
  return static_cast<std::size_t>(are_for_him) < limits_.waiting_for_one;
}

bool Couriers::EnsureCarriers() {
  if (idle_ <= waiting_.size() && carriers_.size() < threads_) {
    try {
      carriers_.emplace_back([this] { Carry(); });
    } catch (const std::system_error&) {
      return !carriers_.empty();
    }
  }
  return true;
}

void Couriers::Carry() {
  while (const std::optional<Load> load = Next()) {
    load->errand(stop_.get_token());
    Finish(load->receiver);
  }
}

std::optional<Couriers::Load> Couriers::Next() {
  const util::LockGuard lock(mutex_);
  auto next = FirstThatMayGo();
  while (next == waiting_.end()) {
    if (closed_ && waiting_.empty()) {
      return std::nullopt;
    }
    ++idle_;
    bell_.Wait(mutex_);
    --idle_;
    next = FirstThatMayGo();
  }
  Load load = std::move(*next);
  waiting_.erase(next);
  ++on_the_way_[load.receiver];
  return load;
}

Couriers::Queue::iterator Couriers::FirstThatMayGo() {
  auto next = waiting_.begin();
  for (; next != waiting_.end(); ++next) {
    const auto busy = on_the_way_.find(next->receiver);
    if (busy == on_the_way_.end() || busy->second < limits_.at_once_for_one) {
      break;
    }
  }
  return next;
}

// Whoever finishes looks for the next errand himself, so what his receiver has waiting needs no bell.
void Couriers::Finish(const std::string& receiver) {
  const util::LockGuard lock(mutex_);
  const auto busy = on_the_way_.find(receiver);
  if (--busy->second == 0) {
    on_the_way_.erase(busy);
  }
  if (IsAllDone()) {
    done_.NotifyAll();
  }
}

std::size_t Couriers::Stop(std::chrono::milliseconds grace) {
  const auto end = std::chrono::steady_clock::now() + grace;
  Queue dropped;
  std::vector<std::thread> carriers;
  {
    const util::LockGuard lock(mutex_);
    closed_ = true;
    while (!IsAllDone() && done_.WaitUntil(mutex_, end)) {
    }
    dropped.swap(waiting_);
    carriers.swap(carriers_);
  }
  bell_.NotifyAll();
  stop_.request_stop();
  for (std::thread& carrier : carriers) {
    carrier.join();
  }
  return dropped.size();
}

}  // namespace rockpool::messaging
