// What the operations on domains share, and what a pool shows of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/pools/records.h"
#include "server/util/clock.h"
#include "server/world/caller.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kDomains;  // under their names

// Of a pool: a prefix and a custom one.
inline constexpr std::size_t kMostDomains = 2;

// Whether a domain is one of the customer's own names; else it is a prefix. A prefix holds no dot.
bool IsCustomDomain(std::string_view domain);

// The domains of the pool: its members Domain and CustomDomain.
void ShowDomains(const storage::Transaction& transaction, api::UserPoolType& pool);

// Scheme and host by which the pages of the pool are reached on AWS, by its own name if it has one; empty without a domain.
std::string DomainOriginOf(const storage::Transaction& transaction, const pools::PoolInUse& pool);

// Throws api::InvalidParameterException if the pool has a domain.
void RequireNoDomain(const storage::Transaction& transaction, std::string_view user_pool_id);

// What CreateUserPoolDomain and UpdateUserPoolDomain answer.
template <class Response>
Response DomainAnswer(const api::DomainDescriptionType& description) {
  Response response;
  response.ManagedLoginVersion = description.ManagedLoginVersion;
  if (IsCustomDomain(*description.Domain)) {
    response.CloudFrontDomain = description.CloudFrontDistribution;
  }
  response.Routing = description.Routing;
  return response;
}

// A new domain as it is kept and shown.

// The configuration of a custom domain as descriptions have it, where a prefix has an empty one.
api::DomainDescriptionTypeCustomDomainConfig Described(const api::CustomDomainConfigType& config);

// The domain that the request asks for, made `now` and active at once.
api::DomainDescriptionType DescriptionOfNewDomain(const world::Caller& caller, const api::CreateUserPoolDomainRequest& request,
                                                  util::EpochMillis now);

// What is refused of a domain although the model lets it pass. Each throws api::InvalidParameterException in AWS's words unless it says
// otherwise.

// The name of a new domain, which is a custom one if it comes with a configuration, else a prefix.
void CheckDomainName(std::string_view domain, bool is_custom);

// The certificate of a custom domain.
void CheckCertificate(const world::Caller& caller, const api::CustomDomainConfigType& config);

// Throws api::FeatureUnavailableInTierException too, for a version that the pool's tier has not.
void CheckManagedLoginVersion(const std::optional<std::int32_t>& version, const api::UserPoolType& pool);

void CheckRouting(const std::optional<api::RoutingType>& routing, bool is_custom);

}  // namespace rockpool::clients
