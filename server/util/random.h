// The one door to randomness, so that tests can foresee ids, and what stands behind it when the server runs. Every value is fit for
// secrets.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rockpool::util {

class Random {
 public:
  virtual ~Random() = default;

  // Fills `bytes` with unpredictable bytes. Any thread may call it. Throws std::runtime_error if the system has none.
  virtual void Fill(std::span<unsigned char> bytes) = 0;
};

// `length` characters drawn evenly from `alphabet` (2 to 256 characters).
std::string RandomText(Random& random, std::string_view alphabet, std::size_t length);

// A version 4 UUID in lower case, as AWS writes request ids.
std::string RandomUuid(Random& random);

// Randomness from the operating system: what the server runs with.
class SystemRandom final : public Random {
 public:
  // Throws std::system_error if the kernel gives none.
  void Fill(std::span<unsigned char> bytes) override;
};

}  // namespace rockpool::util
