#include "server/clients/client_settings.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "server/clients/token_validity.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

constexpr std::int32_t kAuthSessionMinutes = 3;

// Answers leave empty sets out. Assumed: that an empty list is one that was left out.
template <class Member>
std::optional<std::vector<Member>> Set(const std::optional<std::vector<Member>>& submitted) {
  return submitted && !submitted->empty() ? util::EachOnce(submitted) : std::nullopt;
}

// Without a grace period it is 0 seconds (recorded, terraform-provider-aws#45646).
std::optional<api::RefreshTokenRotationType> Rotation(std::optional<api::RefreshTokenRotationType> submitted) {
  if (submitted) {
    submitted->RetryGracePeriodSeconds = submitted->RetryGracePeriodSeconds.value_or(0);
  }
  return submitted;
}

// Create and Update say the same in the same words, but in two types.
template <class Request>
api::UserPoolClientType Settings(const Request& request) {
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
  client.ExplicitAuthFlows = Set(request.ExplicitAuthFlows);
  client.PreventUserExistenceErrors = request.PreventUserExistenceErrors;
  client.EnablePropagateAdditionalUserContextData = request.EnablePropagateAdditionalUserContextData.value_or(false);
  client.ReadAttributes = Set(request.ReadAttributes);
  client.WriteAttributes = Set(request.WriteAttributes);
  client.SupportedIdentityProviders = Set(request.SupportedIdentityProviders);
  client.AllowedOAuthFlowsUserPoolClient = request.AllowedOAuthFlowsUserPoolClient.value_or(false);
  client.AllowedOAuthFlows = Set(request.AllowedOAuthFlows);
  client.AllowedOAuthScopes = Set(request.AllowedOAuthScopes);
  client.CallbackURLs = Set(request.CallbackURLs);
  client.LogoutURLs = Set(request.LogoutURLs);
  client.DefaultRedirectURI = request.DefaultRedirectURI;
  client.AnalyticsConfiguration = request.AnalyticsConfiguration;
  return client;
}

}  // namespace

api::UserPoolClientType SettingsOf(const api::CreateUserPoolClientRequest& request) { return Settings(request); }

api::UserPoolClientType SettingsOf(const api::UpdateUserPoolClientRequest& request) { return Settings(request); }

}  // namespace rockpool::clients
