#include "server/pools/api_categories.h"

#include <algorithm>
#include <string>

#include "server/api/errors.h"

namespace rockpool::pools {
namespace {

constexpr const char* kCategoryKey = "Category";

// Assumed: an account whose Service Quotas allow ten times the default. In AWS each account has maxima of its own.
constexpr ApiCategory Adjustable(std::string_view name, std::int32_t free) { return {name, free, 10 * free}; }
constexpr ApiCategory Fixed(std::string_view name, std::int32_t free) { return {name, free, free}; }

// Assumed: all rates but those of UserAuthentication (the SDK's example) and UserCreation (the developer guide), and which can be adjusted.
constexpr ApiCategory kCategories[] = {
    Adjustable("UserAuthentication", 120),
    Adjustable("UserCreation", 50),
    Adjustable("UserFederation", 25),
    Adjustable("UserAccountRecovery", 30),
    Adjustable("UserRead", 120),
    Adjustable("UserUpdate", 25),
    Adjustable("UserToken", 120),
    Adjustable("UserResourceRead", 50),
    Adjustable("UserResourceUpdate", 25),
    Fixed("UserList", 30),
    Fixed("UserPoolRead", 15),
    Fixed("UserPoolUpdate", 15),
    Fixed("UserPoolResourceRead", 20),
    Fixed("UserPoolResourceUpdate", 15),
    Fixed("UserPoolClientRead", 15),
    Fixed("UserPoolClientUpdate", 15),
    Fixed("ClientAuthentication", 150),
};

}  // namespace

// Assumed: both errors and their texts.
const ApiCategory& CategoryOf(const api::LimitDefinitionType& definition) {
  const auto attribute = definition.Attributes.find(kCategoryKey);
  if (attribute == definition.Attributes.end() || definition.Attributes.size() != 1) {
    throw api::InvalidParameterException("The attributes of an API_CATEGORY limit must be Category alone.");
  }
  const auto* const category = std::ranges::find(kCategories, attribute->second, &ApiCategory::name);
  if (category == std::end(kCategories)) {
    throw api::ResourceNotFoundException("Limit for API category " + attribute->second + " does not exist.");
  }
  return *category;
}

api::LimitType ShownLimit(const storage::Transaction& transaction, const world::Caller& caller, const ApiCategory& category) {
  const auto provisioned = transaction.provisioned_limits().Find(caller.account, caller.region, category.name);
  api::LimitType limit;
  limit.LimitDefinition = {api::LimitClass::API_CATEGORY, {{kCategoryKey, std::string(category.name)}}};
  limit.ProvisionedLimitValue = static_cast<std::int32_t>(provisioned.value_or(category.free));
  limit.FreeLimitValue = category.free;
  return limit;
}

}  // namespace rockpool::pools
