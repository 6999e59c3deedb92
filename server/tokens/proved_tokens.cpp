#include "server/tokens/proved_tokens.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "server/world/record_cache.h"

namespace rockpool::tokens {
namespace {

struct ProvedToken {
  std::string text;
};

constexpr std::size_t kLongest = 4096;

// It is looked for by the end of its signature, which tells tokens apart as well as the thousand characters before it.
world::RecordVersion VersionOf(std::string_view token, const SeenSigningKeys& seen) {
  constexpr std::size_t kLength = 32;
  return {seen.generation, token.substr(token.size() - std::min(kLength, token.size())), seen.revision};
}

}  // namespace

bool IsProved(const world::World& world, std::string_view token, const SeenSigningKeys& seen) {
  const auto kept = world.caches.Of<ProvedToken>().Find(VersionOf(token, seen));
  return kept != nullptr && kept->text == token;
}

void KeepProved(const world::World& world, std::string_view token, const SeenSigningKeys& seen) {
  if (token.size() <= kLongest) {
    world.caches.Of<ProvedToken>().Get(VersionOf(token, seen), [&] { return ProvedToken{std::string(token)}; });
  }
}

}  // namespace rockpool::tokens
