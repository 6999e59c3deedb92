#include "server/clients/token_validity.h"

#include <chrono>
#include <stdexcept>

#include "server/api/errors.h"

namespace rockpool::clients {
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

}  // namespace rockpool::clients
