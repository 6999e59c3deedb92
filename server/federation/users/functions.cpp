#include "server/federation/users/functions.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/federation/function_refusal.h"
#include "server/federation/users/mapping.h"
#include "server/federation/users/person.h"
#include "server/triggers/events/sign_in_events.h"
#include "server/triggers/events/token_events.h"
#include "server/triggers/triggers.h"
#include "server/util/lists.h"

namespace rockpool::federation {
namespace {

using triggers::Trigger;

bool Has(const pools::PoolInUse& pool, Trigger trigger) { return triggers::FunctionOf(pool, trigger).has_value(); }

// What it throws is a refusal.
template <class Call>
auto Asking(const Call& call) {
  try {
    return call();
  } catch (const api::ServiceException& error) {
    if (!IsOfFunction(error)) {
      throw;
    }
    throw RefusalOf(error);
  }
}

// Assumed: several values of a SAML attribute are told as the mapping writes them.
triggers::FederatedClaims ToldOf(const identity_providers::ProviderInUse& provider, const Claims& claims) {
  triggers::FederatedClaims told;
  told.provider_name = provider.name;
  told.provider_type = provider.type->name;
  told.token_response = claims.said.token_response;
  told.id_token = claims.said.id_token;
  told.user_info = claims.said.user_info;
  if (provider.type == &identity_providers::kSaml) {
    for (const auto& [name, values] : claims.values) {
      told.saml_response.emplace_back(name, api::ToJson(ValueOf(values)));
    }
  }
  return told;
}

// Of no provider either.
bool HasNul(const std::string& text) { return text.find('\0') != std::string::npos; }

// What a sign-up submits has neither.
std::vector<api::AttributeType> SubmittedOf(const accounts::User& user) {
  std::vector<api::AttributeType> attributes;
  std::ranges::copy_if(util::MembersOf(user.content.UserAttributes), std::back_inserter(attributes),
                       [](const api::AttributeType& attribute) { return attribute.Name != "sub" && attribute.Name != "identities"; });
  return attributes;
}

}  // namespace

triggers::Origin Functions::OriginIn(const pools::PoolInUse& pool) const {
  steps_.Settle();
  return {world_,
          pool,
          client_.id,
          user_agent_,
          [this](std::string_view trigger, std::string_view verdict, std::string_view reason) { report_.Tell(trigger, verdict, reason); },
          steps_.generation()};
}

Claims Functions::Rewritten(const identity_providers::ProviderInUse& provider, Claims claims) const {
  const pools::PoolInUse& pool = *client_.pool;
  if (!Has(pool, Trigger::kInboundFederation)) {
    return claims;
  }
  const auto attributes =
      Asking([&] { return triggers::AskInboundFederation(OriginIn(pool), UsernameOf(pool, provider, claims), ToldOf(provider, claims)); });
  if (!attributes) {
    return claims;
  }
  claims.values.clear();
  for (const auto& [name, value] : *attributes) {
    if (!HasNul(name) && !HasNul(value)) {
      claims.values.insert_or_assign(name, std::vector{value});
    }
  }
  return claims;
}

triggers::PreSignUpAnswer Functions::AskPreSignUp(const pools::PoolInUse& pool, const accounts::User& user,
                                                  const accounts::SourceName& identity) const {
  return Asking([&] {
    triggers::Person person = triggers::Submitted(user.username(), SubmittedOf(user));
    person.identity = identity;
    return triggers::AskPreSignUp(OriginIn(pool), triggers::SignUpSource::kExternalProvider, person, std::nullopt, std::nullopt);
  });
}

void Functions::TellPostConfirmation(const pools::PoolInUse& pool, const accounts::User& user) const {
  if (Has(pool, Trigger::kPostConfirmation)) {
    Asking([&] {
      triggers::TellPostConfirmation(OriginIn(pool), triggers::ConfirmationSource::kConfirmSignUp, triggers::PersonOf(user), std::nullopt);
    });
  }
}

void Functions::AskPreAuthentication(const pools::PoolInUse& pool, const accounts::User& user) const {
  Asking([&] { triggers::AskPreAuthentication(OriginIn(pool), triggers::PersonOf(user), std::nullopt); });
}

void Functions::TellPostAuthentication(const pools::PoolInUse& pool, const accounts::User& user) const {
  if (Has(pool, Trigger::kPostAuthentication)) {
    Asking([&] { triggers::TellPostAuthentication(OriginIn(pool), triggers::PersonOf(user), false, std::nullopt); });
  }
}

}  // namespace rockpool::federation
