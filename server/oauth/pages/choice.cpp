#include "server/oauth/pages/choice.h"

#include <algorithm>

#include "server/clients/client_in_use.h"
#include "server/pools/mfa.h"

namespace rockpool::oauth {
namespace {

using api::AuthFactorType;

bool Allows(const Visit& visit, AuthFactorType factor) {
  const auto factors = pools::FirstFactorsOf(visit.pool().settings.Policies);
  return std::ranges::find(factors, factor) != factors.end();
}

}  // namespace

bool OffersChoice(const Visit& visit) {
  if (!visit.request().site.is_managed_login() ||
      !clients::AllowsFlow(*visit.request().client, api::ExplicitAuthFlowsType::ALLOW_USER_AUTH)) {
    return false;
  }
  const auto factors = pools::FirstFactorsOf(visit.pool().settings.Policies);
  return std::ranges::any_of(factors, [](AuthFactorType factor) { return factor != AuthFactorType::PASSWORD; });
}

bool OffersPasskeys(const Visit& visit) { return OffersChoice(visit) && Allows(visit, AuthFactorType::WEB_AUTHN); }

}  // namespace rockpool::oauth
