#include "server/protocol/patterns.h"

#include <re2/re2.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "server/util/thread_safety.h"

namespace rockpool::protocol {
namespace {

// By address, since patterns are constants.
template <class Pointer>
using ByAddress = std::unordered_map<const char*, Pointer>;

std::unique_ptr<RE2> Compile(std::string_view pattern) {
  auto compiled = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet);
  if (!compiled->ok()) {
    throw std::logic_error("pattern not understood: " + std::string(pattern));
  }
  return compiled;
}

const RE2& CompiledForAll(std::string_view pattern) {
  static util::Mutex mutex;
  static ByAddress<std::unique_ptr<RE2>> compiled ROCKPOOL_GUARDED_BY(mutex);
  const util::LockGuard lock(mutex);
  auto& found = compiled[pattern.data()];
  if (!found) {
    found = Compile(pattern);
  }
  return *found;
}

// A long list asks for one pattern as often as it has elements: each thread remembers what it met, and takes no lock for it.
const RE2& Compiled(std::string_view pattern) {
  thread_local ByAddress<const RE2*> met;
  const RE2*& found = met[pattern.data()];
  if (found == nullptr) {
    found = &CompiledForAll(pattern);
  }
  return *found;
}

}  // namespace

bool Matches(std::string_view pattern, std::string_view value) {
  return RE2::FullMatch(re2::StringPiece(value.data(), value.size()), Compiled(pattern));
}

}  // namespace rockpool::protocol
