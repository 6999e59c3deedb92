#include "server/crypto/key_stock.h"

#include <sched.h>

#include <exception>
#include <optional>
#include <utility>

namespace rockpool::crypto {

void BackgroundKeyStock::Start() {
  std::call_once(started_, [this] { filler_ = std::jthread([this](const std::stop_token& stop) { Fill(stop); }); });
}

RsaKey BackgroundKeyStock::Take() {
  std::optional<RsaKey> key;
  {
    const std::lock_guard lock(mutex_);
    if (!keys_.empty()) {
      key = std::move(keys_.front());
      keys_.pop_front();
    }
  }
  taken_.notify_one();
  return key ? *std::move(key) : RsaKey::Generate();
}

std::size_t BackgroundKeyStock::ready() const {
  const std::lock_guard lock(mutex_);
  return keys_.size();
}

void BackgroundKeyStock::Fill(const std::stop_token& stop) {
  const sched_param parameters{};
  // Where it is not allowed the thread runs like any other, which is only less polite.
  sched_setscheduler(0, SCHED_IDLE, &parameters);
  try {
    while (std::optional<RsaKey> key = RsaKey::Generate(stop)) {
      std::unique_lock lock(mutex_);
      keys_.push_back(*std::move(key));
      if (!taken_.wait(lock, stop, [this] { return keys_.size() < size_; })) return;
    }
  } catch (const std::exception&) {
    // Take then makes its keys itself, and tells its caller what is wrong.
  }
}

}  // namespace rockpool::crypto
