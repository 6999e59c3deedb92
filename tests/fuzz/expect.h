// How a target says that a promise was broken. Owns nothing else: what is promised stands in the targets.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace rockpool::fuzz {

// Ends the process in a way that libFuzzer and replay.cpp report together with the input. Not assert, which NDEBUG would remove.
inline void Expect(bool kept, const char* promise) {
  if (!kept) {
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
  }
}

}  // namespace rockpool::fuzz
