#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/pools/identifiers.h"
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

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Unit = api::TimeUnitsType;

constexpr seconds kDefaultRefresh = days(30);
constexpr seconds kDefaultAccess = minutes(60);  // of id tokens, too

struct Range {
  seconds least;
  seconds most;
};
constexpr Range kAccessRange{minutes(5), days(1)};
constexpr Range kRefreshRange{minutes(60), days(3650)};

seconds Length(Unit unit) {
  switch (unit) {
    case Unit::seconds:
      return seconds(1);
    case Unit::minutes:
      return minutes(1);
    case Unit::hours:
      return hours(1);
    case Unit::days:
      return days(1);
  }
  throw std::logic_error("A time has no unit.");
}

// Absent: the default.
seconds Access(const std::optional<std::int32_t>& validity, const std::optional<Unit>& unit) {
  return validity ? *validity * Length(unit.value_or(Unit::hours)) : kDefaultAccess;
}

void CheckRange(seconds validity, const Range& range) {
  if (validity < range.least || validity > range.most) {
    throw api::InvalidParameterException("Invalid range for token validity.");
  }
}

}  // namespace

std::int32_t RefreshTokenValidity(const std::optional<std::int32_t>& submitted, const api::TokenValidityUnitsType& units) {
  if (submitted && *submitted != 0) {
    return *submitted;
  }
  // Assumed: that a unit without a number leaves it at 30 days, and does not make it 30 of that unit.
  return static_cast<std::int32_t>(kDefaultRefresh / Length(units.RefreshToken.value_or(Unit::days)));
}

void CheckTokenValidity(const api::UserPoolClientType& client) {
  const api::TokenValidityUnitsType& units = *client.TokenValidityUnits;
  const seconds access = Access(client.AccessTokenValidity, units.AccessToken);
  const seconds id = Access(client.IdTokenValidity, units.IdToken);
  const seconds refresh = *client.RefreshTokenValidity * Length(units.RefreshToken.value_or(Unit::days));
  CheckRange(access, kAccessRange);
  CheckRange(id, kAccessRange);
  CheckRange(refresh, kRefreshRange);
  if (access > refresh || id > refresh) {
    throw api::InvalidParameterException(
        "Access and Id Token expiration times must be less than or equal to refresh token expiration times.");
  }
}

TokenLives TokenLivesOf(const api::UserPoolClientType& client) {
  const api::TokenValidityUnitsType units = client.TokenValidityUnits.value_or(api::TokenValidityUnitsType());
  return {Access(client.AccessTokenValidity, units.AccessToken), Access(client.IdTokenValidity, units.IdToken),
          RefreshTokenValidity(client.RefreshTokenValidity, units) * Length(units.RefreshToken.value_or(Unit::days))};
}

bool RotatesRefreshTokens(const api::UserPoolClientType& client) {
  return client.RefreshTokenRotation && client.RefreshTokenRotation->Feature == api::FeatureType::ENABLED;
}

}  // namespace rockpool::clients
