#include "server/sign_up/invitation.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/pools/mfa.h"

namespace rockpool::sign_up {
namespace {

using Medium = api::DeliveryMediumType;

constexpr std::array kUsual{Medium::SMS};
constexpr std::array kAny{Medium::SMS, Medium::EMAIL};

std::vector<messaging::Destination> Reachable(const accounts::User& user, std::span<const Medium> media) {
  std::vector<messaging::Destination> destinations;
  for (const Medium medium : media) {
    const char* attribute = medium == Medium::SMS ? "phone_number" : "email";
    if (accounts::HasValue(user, attribute)) {
      destinations.push_back(messaging::DestinationOf(attribute, *accounts::FindAttribute(user, attribute)));
    }
  }
  return destinations;
}

}  // namespace

bool AllowsNoPassword(const pools::PoolInUse& pool) {
  const auto first = pools::FirstFactorsOf(pool.settings.Policies);
  return std::ranges::any_of(
      first, [](api::AuthFactorType factor) { return factor == api::AuthFactorType::EMAIL_OTP || factor == api::AuthFactorType::SMS_OTP; });
}

bool AllowsNoPassword(const pools::PoolInUse& pool, accounts::Attributes given) {
  const auto first = pools::FirstFactorsOf(pool.settings.Policies);
  const auto gives = [&](std::string_view attribute) {
    return std::ranges::any_of(given, [&](const auto& one) { return one.Name == attribute && !one.Value.value_or("").empty(); });
  };
  return std::ranges::any_of(first, [&](api::AuthFactorType factor) {
    return (factor == api::AuthFactorType::EMAIL_OTP && gives("email")) ||
           (factor == api::AuthFactorType::SMS_OTP && gives("phone_number"));
  });
}

std::vector<messaging::Destination> DestinationsOfInvitation(const accounts::User& user, std::span<const Medium> wished) {
  auto destinations = Reachable(user, wished.empty() ? std::span<const Medium>(kUsual) : wished);
  if (destinations.empty()) {
    destinations = Reachable(user, kAny);
    destinations.resize(std::min<std::size_t>(destinations.size(), 1));
  }
  return destinations;
}

}  // namespace rockpool::sign_up
