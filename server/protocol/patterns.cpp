#include "server/protocol/patterns.h"

#include <re2/re2.h>

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace rockpool::protocol {
namespace {

const RE2& Compiled(std::string_view pattern) {
  static std::shared_mutex mutex;
  static std::unordered_map<const char*, std::unique_ptr<RE2>> compiled;  // guarded by mutex; by address, since patterns are constants
  {
    const std::shared_lock lock(mutex);
    if (const auto found = compiled.find(pattern.data()); found != compiled.end()) {
      return *found->second;
    }
  }
  auto fresh = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet);
  if (!fresh->ok()) {
    throw std::logic_error("pattern not understood: " + std::string(pattern));
  }
  const std::unique_lock lock(mutex);
  return *compiled.try_emplace(pattern.data(), std::move(fresh)).first->second;
}

}  // namespace

bool Matches(std::string_view pattern, std::string_view value) {
  return RE2::FullMatch(re2::StringPiece(value.data(), value.size()), Compiled(pattern));
}

}  // namespace rockpool::protocol
