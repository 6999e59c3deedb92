#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/pools/acr_levels.h"
#include "server/pools/identifiers.h"
#include "server/pools/rules/pool_rules.h"
#include "server/world/caller.h"

namespace rockpool::pools {
namespace {

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
