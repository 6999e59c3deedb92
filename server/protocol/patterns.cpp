#include "server/protocol/patterns.h"

#include <re2/re2.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "server/util/thread_safety.h"

namespace rockpool::protocol {
namespace {

const RE2& Compiled(std::string_view pattern) {
  static util::SharedMutex mutex;
  // By address, since patterns are constants.
  static std::unordered_map<const char*, std::unique_ptr<RE2>> compiled ROCKPOOL_GUARDED_BY(mutex);
  {
    const util::SharedLockGuard lock(mutex);
    if (const auto found = compiled.find(pattern.data()); found != compiled.end()) {
      return *found->second;
    }
  }
  auto fresh = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet);
  if (!fresh->ok()) {
    throw std::logic_error("pattern not understood: " + std::string(pattern));
  }
  const util::LockGuard lock(mutex);
  return *compiled.try_emplace(pattern.data(), std::move(fresh)).first->second;
}

}  // namespace

bool Matches(std::string_view pattern, std::string_view value) {
  return RE2::FullMatch(re2::StringPiece(value.data(), value.size()), Compiled(pattern));
}

}  // namespace rockpool::protocol
