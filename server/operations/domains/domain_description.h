// A new domain as it is kept and shown.
#pragma once

#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/util/clock.h"

namespace rockpool::operations {

// The configuration of a custom domain as descriptions have it, where a prefix has an empty one.
api::DomainDescriptionTypeCustomDomainConfig Described(const api::CustomDomainConfigType& config);

// The domain that the request asks for, made `now` and active at once.
api::DomainDescriptionType DescriptionOfNewDomain(const Context& context, const api::CreateUserPoolDomainRequest& request,
                                                  util::EpochMillis now);

}  // namespace rockpool::operations
