#include "server/http/beast/connections.h"

namespace rockpool::http::beast {

Connections::Slot::~Slot() {
  if (owner_ != nullptr) {
    owner_->Release();
  }
}

std::optional<Connections::Slot> Connections::Take() {
  const util::LockGuard lock(mutex_);
  if (count_ >= limit_ + spare_) {
    return std::nullopt;
  }
  const bool is_spare = count_ >= limit_;
  ++count_;
  return Slot(this, is_spare);
}

void Connections::WhenNone(std::function<void()> done) {
  {
    const util::LockGuard lock(mutex_);
    if (count_ > 0) {
      done_ = std::move(done);
      return;
    }
  }
  done();
}

void Connections::Release() {
  std::function<void()> done;
  {
    const util::LockGuard lock(mutex_);
    --count_;
    if (count_ == 0) {
      done = std::exchange(done_, nullptr);
    }
  }
  if (done) {
    done();
  }
}

}  // namespace rockpool::http::beast
