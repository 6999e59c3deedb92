// Bytes that are the same in every run and never repeat within one, unless a test rewinds them.
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

  // From here on the bytes are those of the beginning.
  void Rewind() {
    const std::lock_guard lock(mutex_);
    engine_.seed(kSeed);
  }

 private:
  static constexpr std::mt19937::result_type kSeed = 20261122;

  std::mutex mutex_;
  std::mt19937 engine_{kSeed};
};

}  // namespace rockpool::support
