// A new domain as it is kept and shown.
#pragma once

#include "server/api/types.h"
#include "server/util/clock.h"
#include "server/world/caller.h"

namespace rockpool::clients {

// The configuration of a custom domain as descriptions have it, where a prefix has an empty one.
api::DomainDescriptionTypeCustomDomainConfig Described(const api::CustomDomainConfigType& config);

// The domain that the request asks for, made `now` and active at once.
api::DomainDescriptionType DescriptionOfNewDomain(const world::Caller& caller, const api::CreateUserPoolDomainRequest& request,
                                                  util::EpochMillis now);

}  // namespace rockpool::clients
