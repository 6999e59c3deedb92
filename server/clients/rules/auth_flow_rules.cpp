#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/clients/rules/client_rules.h"
#include "server/pools/tier.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

using Flow = api::ExplicitAuthFlowsType;

bool IsLegacy(Flow flow) {
  return flow == Flow::ADMIN_NO_SRP_AUTH || flow == Flow::CUSTOM_AUTH_FLOW_ONLY || flow == Flow::USER_PASSWORD_AUTH;
}

}  // namespace

void CheckAuthFlows(const api::UserPoolClientType& client) {
  const auto flows = util::MembersOf(client.ExplicitAuthFlows);
  const auto legacy = std::ranges::count_if(flows, IsLegacy);
  if (legacy != 0 && legacy != std::ranges::ssize(flows)) {
    throw api::InvalidParameterException("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
  }
  if (RotatesRefreshTokens(client) && util::Contains(client.ExplicitAuthFlows, Flow::ALLOW_REFRESH_TOKEN_AUTH)) {
    throw api::InvalidParameterException(
        "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.");
  }
}

void CheckClientTier(const api::UserPoolClientType& client, const api::UserPoolType& pool) {
  // Assumed: what the feature is called; that it needs the tier is documented. ALLOW_USER_AUTH does not: passwords can be chosen
  // everywhere.
  if (RotatesRefreshTokens(client)) {
    pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kTokenRotation);
  }
}

namespace {

using Schema = std::span<const api::SchemaAttributeType>;

// Cognito alone writes these.
constexpr std::array<std::string_view, 3> kReadOnly{"sub", "email_verified", "phone_number_verified"};

bool IsReadOnly(std::string_view name) { return std::ranges::find(kReadOnly, name) != kReadOnly.end(); }

bool IsInSchema(Schema schema, const std::string& name) {
  return std::ranges::find(schema, name, &api::SchemaAttributeType::Name) != schema.end();
}

// A client that could not write what a pool requires could sign nobody up (recorded, aws-cdk#2608).
bool WritesWhatIsRequired(Schema schema, std::span<const std::string> writable) {
  return std::ranges::all_of(schema, [writable](const api::SchemaAttributeType& attribute) {
    const bool required = attribute.Required.value_or(false) && !IsReadOnly(*attribute.Name);
    return !required || std::ranges::find(writable, *attribute.Name) != writable.end();
  });
}

[[noreturn]] void Refuse(std::string_view permission, ClientChange change) {
  // Both verbs are recorded (aws-cdk#2608, aws-sdk-java#1395), the second one for write attributes.
  throw api::InvalidParameterException("Invalid " + std::string(permission) + " attributes specified while " +
                                       (change == ClientChange::kCreate ? "creating" : "updating") + " a client");
}

}  // namespace

void CheckAttributePermissions(const api::UserPoolClientType& client, Schema schema, ClientChange change) {
  const auto in_schema = [schema](const std::string& name) { return IsInSchema(schema, name); };
  if (!std::ranges::all_of(util::MembersOf(client.ReadAttributes), in_schema)) {
    Refuse("read", change);
  }
  const auto writable = util::MembersOf(client.WriteAttributes);
  if (writable.empty()) {
    return;
  }
  if (!std::ranges::all_of(writable, in_schema) || std::ranges::any_of(writable, IsReadOnly) || !WritesWhatIsRequired(schema, writable)) {
    Refuse("write", change);
  }
}

}  // namespace rockpool::clients
