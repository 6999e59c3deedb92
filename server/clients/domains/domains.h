// What the operations on domains share, and what a pool shows of its own.
#pragma once

#include <cstddef>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/named_resources.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kDomains;  // under their names

// Of a pool: a prefix and a custom one.
inline constexpr std::size_t kMostDomains = 2;

// Whether a domain is one of the customer's own names; else it is a prefix. A prefix holds no dot.
bool IsCustomDomain(std::string_view domain);

// The domains of the pool: its members Domain and CustomDomain.
void ShowDomains(const storage::Transaction& transaction, api::UserPoolType& pool);

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

}  // namespace rockpool::clients
