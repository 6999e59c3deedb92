#include "server/http/beast/call_slots.h"

#include <utility>

#include "server/http/client.h"

namespace rockpool::http::beast {

class CallSlots::Slot {
 public:
  Slot(std::shared_ptr<State> state, const std::string& host) : state_(std::move(state)), host_(host) {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->taken.find(host_);
    if (found != state_->taken.end() && found->second >= state_->per_host) {
      throw FetchError(host_ + ": too many calls to it are under way (" + std::to_string(state_->per_host) + ")");
    }
    ++state_->taken[host_];
  }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  ~Slot() {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->taken.find(host_);
    if (--found->second == 0) {
      state_->taken.erase(found);
    }
  }

 private:
  const std::shared_ptr<State> state_;
  const std::string host_;
};

std::shared_ptr<void> CallSlots::Take(const std::string& host) { return std::make_shared<Slot>(state_, host); }

}  // namespace rockpool::http::beast
