#include "server/clients/client_settings.h"

#include <cstdint>
#include <optional>

#include "server/clients/token_validity.h"
#include "server/pools/arn.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

constexpr std::int32_t kAuthSessionMinutes = 3;

// Without a grace period it is 0 seconds (recorded, terraform-provider-aws#45646).
std::optional<api::RefreshTokenRotationType> Rotation(std::optional<api::RefreshTokenRotationType> submitted) {
  if (submitted) {
    submitted->RetryGracePeriodSeconds = submitted->RetryGracePeriodSeconds.value_or(0);
  }
  return submitted;
}

// Told of an application by its ARN, the service uses its own role; what is not said of users' data is not shared (recorded,
// terraform-provider-aws, user_pool_client_test.go, and aws-cdk, integ.user-pool-client-analytics).
std::optional<api::AnalyticsConfigurationType> Analytics(const world::Caller& caller,
                                                         std::optional<api::AnalyticsConfigurationType> submitted) {
  if (submitted) {
    submitted->UserDataShared = submitted->UserDataShared.value_or(false);
    if (submitted->ApplicationArn && !submitted->RoleArn) {
      submitted->RoleArn = pools::ServiceLinkedRole(caller, *submitted->ApplicationArn);
    }
  }
  return submitted;
}

// Create and Update say the same in the same words, but in two types.
template <class Request>
api::UserPoolClientType ClientAsAsked(const world::Caller& caller, const Request& request) {
  api::UserPoolClientType client;
  client.ClientName = request.ClientName;
  client.ClientType = api::ClientTypeType::REGULAR;
  // Assumed: always there, as the reader of Terraform's provider expects.
  client.TokenValidityUnits = request.TokenValidityUnits.value_or(api::TokenValidityUnitsType{});
  client.RefreshTokenValidity = RefreshTokenValidity(request.RefreshTokenValidity, *client.TokenValidityUnits);
  client.AccessTokenValidity = request.AccessTokenValidity;
  client.IdTokenValidity = request.IdTokenValidity;
  client.AuthSessionValidity = request.AuthSessionValidity.value_or(kAuthSessionMinutes);
  client.EnableTokenRevocation = request.EnableTokenRevocation.value_or(true);
  client.RefreshTokenRotation = Rotation(request.RefreshTokenRotation);
  client.ExplicitAuthFlows = util::AsSet(request.ExplicitAuthFlows);
  client.PreventUserExistenceErrors = request.PreventUserExistenceErrors;
  client.EnablePropagateAdditionalUserContextData = request.EnablePropagateAdditionalUserContextData.value_or(false);
  client.ReadAttributes = util::AsSet(request.ReadAttributes);
  client.WriteAttributes = util::AsSet(request.WriteAttributes);
  client.SupportedIdentityProviders = util::AsSet(request.SupportedIdentityProviders);
  client.AllowedOAuthFlowsUserPoolClient = request.AllowedOAuthFlowsUserPoolClient.value_or(false);
  client.AllowedOAuthFlows = util::AsSet(request.AllowedOAuthFlows);
  client.AllowedOAuthScopes = util::AsSet(request.AllowedOAuthScopes);
  client.CallbackURLs = util::AsSet(request.CallbackURLs);
  client.LogoutURLs = util::AsSet(request.LogoutURLs);
  client.DefaultRedirectURI = request.DefaultRedirectURI;
  client.AnalyticsConfiguration = Analytics(caller, request.AnalyticsConfiguration);
  return client;
}

}  // namespace

api::UserPoolClientType SettingsOf(const world::Caller& caller, const api::CreateUserPoolClientRequest& request) {
  return ClientAsAsked(caller, request);
}

api::UserPoolClientType SettingsOf(const world::Caller& caller, const api::UpdateUserPoolClientRequest& request) {
  return ClientAsAsked(caller, request);
}

}  // namespace rockpool::clients
