#include "server/util/accounts_and_regions.h"

#include <algorithm>
#include <cstddef>

#include "server/util/strings.h"

namespace rockpool::util {

namespace {

constexpr std::size_t kAccountDigits = 12;
constexpr std::size_t kMaxRegion = 32;

}  // namespace

bool IsAccount(std::string_view text) { return text.size() == kAccountDigits && std::ranges::all_of(text, IsDigit); }

bool IsRegion(std::string_view text) {
  return !text.empty() && text.size() <= kMaxRegion &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '-'; });
}

}  // namespace rockpool::util
