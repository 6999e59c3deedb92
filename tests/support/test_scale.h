// How much of what is drawn at random a test draws.
#pragma once

#include <cstdlib>

namespace rockpool::support {

// 1, or what TEST_SCALE says, which `./dev test --all` sets: so many times the usual draws.
inline unsigned TestScale() {
  const char* scale = std::getenv("TEST_SCALE");
  const long number = scale == nullptr ? 1 : std::strtol(scale, nullptr, 10);
  return number >= 1 && number <= 1000 ? static_cast<unsigned>(number) : 1;
}

}  // namespace rockpool::support
