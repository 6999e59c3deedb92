// Randomness from the operating system: the implementation of Random that the server runs with.
#pragma once

#include "server/util/random.h"

namespace rockpool::util {

class SystemRandom final : public Random {
 public:
  // Throws std::system_error if the kernel gives none.
  void Fill(std::span<unsigned char> bytes) override;
};

}  // namespace rockpool::util
