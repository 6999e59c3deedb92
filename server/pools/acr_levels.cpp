#include "server/pools/acr_levels.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "server/api/errors.h"

namespace rockpool::pools {
namespace {

constexpr std::string_view kDefaultAcr = "urn:cognito:loa:";

std::string DefaultName(std::size_t index) { return std::string(kDefaultAcr) + std::to_string(index + 1); }

// The guide excludes the blank, the quotation mark and the backslash. Assumed: the rest of what a name in a list with blanks may have
// (RFC 6749, 3.3: scope-token), which is ASCII.
bool MayStandInName(char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; }

}  // namespace

AcrConfiguration WithDefaults(AcrConfiguration configuration) {
  for (std::size_t i = 0; i < kAcrLevels.size(); ++i) {
    configuration.try_emplace(std::string(kAcrLevels.at(i)), api::AcrLevelConfigType{DefaultName(i)});
  }
  return configuration;
}

bool HasOwnNames(const AcrConfiguration& configuration) { return WithDefaults(configuration) != WithDefaults({}); }

// Assumed: all texts. The rules are documented.
void CheckAcr(const AcrConfiguration& configuration) {
  for (const auto& [level, config] : configuration) {
    if (std::ranges::find(kAcrLevels, level) == kAcrLevels.end()) {
      throw api::InvalidParameterException("AcrConfiguration contains an invalid level: " + level);
    }
    if (config.AcrValue.empty() || !std::ranges::all_of(config.AcrValue, MayStandInName)) {
      throw api::InvalidParameterException("AcrConfiguration contains an invalid value for " + level + ": " + config.AcrValue);
    }
  }
  std::set<std::string> names;
  for (const auto& [level, config] : WithDefaults(configuration)) {
    if (!names.insert(config.AcrValue).second) {
      throw api::InvalidParameterException("AcrConfiguration values must be unique across all levels: " + config.AcrValue);
    }
  }
}

}  // namespace rockpool::pools
