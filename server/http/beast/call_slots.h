// How many calls one host has at a time, so that a provider that is silent does not take every thread that waits.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace rockpool::http::beast {

// Any thread may use it, several at once.
class CallSlots {
 public:
  explicit CallSlots(std::size_t per_host) : state_(std::make_shared<State>()) { state_->per_host = per_host; }

  // A place among the calls to `host` for as long as the result lives, which may be longer than this object does. Never waits: throws
  // FetchError if all are taken.
  std::shared_ptr<void> Take(const std::string& host);

 private:
  class Slot;

  struct State {
    std::mutex mutex;
    std::size_t per_host = 0;
    std::map<std::string, std::size_t> taken;  // hosts without calls have no entry
  };

  std::shared_ptr<State> state_;
};

}  // namespace rockpool::http::beast
