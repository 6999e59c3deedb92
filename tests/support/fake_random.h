// Bytes that are the same in every run and never repeat within one.
#pragma once

#include <mutex>
#include <random>

#include "server/util/random.h"

namespace rockpool::support {

class FakeRandom final : public util::Random {
 public:
  void Fill(std::span<unsigned char> bytes) override {
    const std::lock_guard lock(mutex_);
    for (unsigned char& byte : bytes) {
      byte = static_cast<unsigned char>(engine_());
    }
  }

 private:
  std::mutex mutex_;
  std::mt19937 engine_{20261122};
};

}  // namespace rockpool::support
