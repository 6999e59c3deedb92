#include "server/unknown_variables.h"

#include <algorithm>
#include <numeric>

namespace rockpool {
namespace {

constexpr std::string_view kPrefix = "ROCKPOOL_";
constexpr std::size_t kMaxNameBytes = 256;  // what is longer is compared by its beginning

}  // namespace

std::size_t EditDistance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);  // the distances of what was read of `left` to all beginnings of `right`
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : left) {
    std::size_t diagonal = row[0]++;
    for (std::size_t i = 0; i < right.size(); ++i) {
      const std::size_t replaced = diagonal + (letter == right[i] ? 0 : 1);
      diagonal = row[i + 1];
      row[i + 1] = std::min({replaced, diagonal + 1, row[i] + 1});
    }
  }
  return row.back();
}

std::vector<std::string> WarningsOf(std::span<const std::string> set, std::span<const std::string> known) {
  std::vector<std::string> warnings;
  for (const std::string& name : set) {
    if (!name.starts_with(kPrefix) || std::ranges::find(known, name) != known.end()) {
      continue;
    }
    const auto distance = [written = std::string_view(name).substr(0, kMaxNameBytes)](std::string_view other) {
      return EditDistance(written, other);
    };
    warnings.push_back("There is no option for the variable " + name + "; the nearest is " +
                       *std::ranges::min_element(known, {}, distance) + ".");
  }
  return warnings;
}

}  // namespace rockpool
