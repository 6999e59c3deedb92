#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/pools/identifiers.h"
#include "server/pools/mfa.h"
#include "server/pools/rules/pool_rules.h"
#include "server/util/strings.h"
#include "server/world/caller.h"

namespace rockpool::pools {
namespace {

using AcrConfiguration = std::map<std::string, api::AcrLevelConfigType, std::less<>>;

constexpr std::string_view kDefaultAcr = "urn:cognito:loa:";

// The characters of a URI (RFC 3986, 2), which URLs and URNs are.
bool MayStandInUri(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=%";
  return util::IsLetterOrDigit(c) || kMarks.find(c) != std::string_view::npos;
}

// Assumed: all texts. The rules are documented.
void CheckAcr(const AcrConfiguration& configuration) {
  for (const auto& [level, config] : configuration) {
    if (std::ranges::find(kAcrLevels, level) == kAcrLevels.end()) {
      throw api::InvalidParameterException("AcrConfiguration contains an invalid level: " + level);
    }
    if (config.AcrValue.empty() || !std::ranges::all_of(config.AcrValue, MayStandInUri)) {
      throw api::InvalidParameterException("AcrConfiguration contains an invalid value for " + level + ": " + config.AcrValue);
    }
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < kAcrLevels.size(); ++i) {
    const auto custom = configuration.find(kAcrLevels.at(i));
    const std::string name = custom == configuration.end() ? std::string(kDefaultAcr) + std::to_string(i + 1) : custom->second.AcrValue;
    if (!names.insert(name).second) {
      throw api::InvalidParameterException("AcrConfiguration values must be unique across all levels: " + name);
    }
  }
}

// Assumed: the rules and the texts. Whether there is such a key is not known here.
void CheckKey(const api::KeyConfigurationType& key, std::string_view region) {
  const bool is_own = key.KeyType == api::EncryptionKeyType::CUSTOMER_MANAGED_KEY;
  if (is_own != key.KmsKeyArn.has_value()) {
    throw api::InvalidParameterException(is_own ? "KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY."
                                                : "KmsKeyArn can only be set when KeyType is CUSTOMER_MANAGED_KEY.");
  }
  if (key.KmsKeyArn && RegionOfArn(*key.KmsKeyArn) != region) {
    throw api::InvalidParameterException("KmsKeyArn must be in the region of the user pool: " + std::string(region));
  }
}

}  // namespace

template <class Request>
void CheckIdentityRules(const Request& request, const world::Caller& caller) {
  if (request.AcrConfiguration) {
    CheckAcr(*request.AcrConfiguration);
  }
  if (request.KeyConfiguration) {
    CheckKey(*request.KeyConfiguration, caller.region);
  }
}

template void CheckIdentityRules(const api::CreateUserPoolRequest& request, const world::Caller& caller);
template void CheckIdentityRules(const api::UpdateUserPoolRequest& request, const world::Caller& caller);

}  // namespace rockpool::pools
