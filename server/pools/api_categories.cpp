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

namespace {

struct Member {
  std::string_view operation;
  std::string_view category;
};

// The developer guide's lists ("Quotas in Amazon Cognito"). Assumed: where the operations belong that are newer than they.
constexpr Member kMembers[] = {
    {"AddCustomAttributes", "UserPoolUpdate"},
    {"AdminAddUserToGroup", "UserResourceUpdate"},
    {"AdminConfirmSignUp", "UserCreation"},
    {"AdminCreateUser", "UserCreation"},
    {"AdminDeleteSoftwareToken", "UserResourceUpdate"},
    {"AdminDeleteUser", "UserUpdate"},
    {"AdminDeleteUserAttributes", "UserUpdate"},
    {"AdminDisableProviderForUser", "UserUpdate"},
    {"AdminDisableUser", "UserUpdate"},
    {"AdminEnableUser", "UserUpdate"},
    {"AdminForgetDevice", "UserResourceUpdate"},
    {"AdminGetDevice", "UserResourceRead"},
    {"AdminGetUser", "UserRead"},
    {"AdminGetUserAuthFactors", "UserRead"},
    {"AdminInitiateAuth", "UserAuthentication"},
    {"AdminLinkProviderForUser", "UserUpdate"},
    {"AdminListDevices", "UserResourceRead"},
    {"AdminListGroupsForUser", "UserResourceRead"},
    {"AdminListUserAuthEvents", "UserResourceRead"},
    {"AdminListUserSessions", "UserResourceRead"},
    {"AdminRemoveUserFromGroup", "UserResourceUpdate"},
    {"AdminResetUserPassword", "UserAccountRecovery"},
    {"AdminRespondToAuthChallenge", "UserAuthentication"},
    {"AdminRevokeUserSession", "UserToken"},
    {"AdminSetUserMFAPreference", "UserResourceUpdate"},
    {"AdminSetUserPassword", "UserAccountRecovery"},
    {"AdminSetUserSettings", "UserResourceUpdate"},
    {"AdminUpdateAuthEventFeedback", "UserResourceUpdate"},
    {"AdminUpdateDeviceStatus", "UserResourceUpdate"},
    {"AdminUpdateUserAttributes", "UserUpdate"},
    {"AdminUserGlobalSignOut", "UserToken"},
    {"AssociateSoftwareToken", "UserResourceUpdate"},
    {"ChangePassword", "UserAccountRecovery"},
    {"CompleteWebAuthnRegistration", "UserResourceUpdate"},
    {"ConfirmDevice", "UserResourceUpdate"},
    {"ConfirmForgotPassword", "UserAccountRecovery"},
    {"ConfirmSignUp", "UserCreation"},
    {"CreateUserPool", "UserPoolUpdate"},
    {"DeleteUser", "UserUpdate"},
    {"DeleteUserAttributes", "UserUpdate"},
    {"DeleteUserPool", "UserPoolUpdate"},
    {"DeleteWebAuthnCredential", "UserResourceUpdate"},
    {"DescribeUserPool", "UserPoolRead"},
    {"ForgetDevice", "UserResourceUpdate"},
    {"ForgotPassword", "UserAccountRecovery"},
    {"GetClientToken", "ClientAuthentication"},
    {"GetDevice", "UserResourceRead"},
    {"GetTokensFromRefreshToken", "UserToken"},
    {"GetUser", "UserRead"},
    {"GetUserAttributeVerificationCode", "UserResourceRead"},
    {"GetUserAuthFactors", "UserRead"},
    {"GlobalSignOut", "UserToken"},
    {"InitiateAuth", "UserAuthentication"},
    {"ListDevices", "UserResourceRead"},
    {"ListUserPools", "UserPoolRead"},
    {"ListUserSessions", "UserResourceRead"},
    {"ListUsers", "UserList"},
    {"ListUsersInGroup", "UserList"},
    {"ListWebAuthnCredentials", "UserResourceRead"},
    {"ResendConfirmationCode", "UserResourceRead"},
    {"RespondToAuthChallenge", "UserAuthentication"},
    {"RevokeToken", "UserToken"},
    {"RevokeUserSession", "UserToken"},
    {"SetUserMFAPreference", "UserResourceUpdate"},
    {"SetUserSettings", "UserResourceUpdate"},
    {"SignUp", "UserCreation"},
    {"StartWebAuthnRegistration", "UserResourceUpdate"},
    {"UpdateAuthEventFeedback", "UserResourceUpdate"},
    {"UpdateDeviceStatus", "UserResourceUpdate"},
    {"UpdateUserAttributes", "UserUpdate"},
    {"UpdateUserPool", "UserPoolUpdate"},
    {"VerifySoftwareToken", "UserResourceUpdate"},
    {"VerifyUserAttribute", "UserResourceUpdate"},
};
static_assert(std::ranges::is_sorted(kMembers, {}, &Member::operation));

// All others are of pools, of their app clients, or of what else belongs to them, by their names.
std::string_view CategoryOfPools(std::string_view operation) {
  const bool reads = operation.starts_with("Describe") || operation.starts_with("Get") || operation.starts_with("List");
  if (operation.find("UserPoolClient") != std::string_view::npos) {
    return reads ? "UserPoolClientRead" : "UserPoolClientUpdate";
  }
  return reads ? "UserPoolResourceRead" : "UserPoolResourceUpdate";
}

}  // namespace

const ApiCategory* FindCategory(std::string_view name) {
  const auto* const category = std::ranges::find(kCategories, name, &ApiCategory::name);
  return category == std::end(kCategories) ? nullptr : category;
}

const ApiCategory* FindCategoryOf(const api::Operation& operation, std::optional<api::ChallengeNameType> answered) {
  if (operation.name.ends_with("ProvisionedLimit")) {
    return nullptr;  // so that whoever has none left can have more
  }
  if (answered == api::ChallengeNameType::NEW_PASSWORD_REQUIRED) {
    return FindCategory("UserAccountRecovery");
  }
  const auto* const member = std::ranges::lower_bound(kMembers, operation.name, {}, &Member::operation);
  const bool is_listed = member != std::end(kMembers) && member->operation == operation.name;
  return FindCategory(is_listed ? member->category : CategoryOfPools(operation.name));
}

std::int64_t ProvisionedRate(const storage::Transaction& transaction, const world::Caller& caller, const ApiCategory& category) {
  return transaction.provisioned_limits().Find(caller.account, caller.region, category.name).value_or(category.free);
}

api::LimitType ShownLimit(const storage::Transaction& transaction, const world::Caller& caller, const ApiCategory& category) {
  api::LimitType limit;
  limit.LimitDefinition = {api::LimitClass::API_CATEGORY, {{kCategoryKey, std::string(category.name)}}};
  limit.ProvisionedLimitValue = static_cast<std::int32_t>(ProvisionedRate(transaction, caller, category));
  limit.FreeLimitValue = category.free;
  return limit;
}

}  // namespace rockpool::pools
