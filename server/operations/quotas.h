// The quotas that operations hold requests to.
#pragma once

#include "server/operations/context.h"
#include "server/pools/quotas.h"

namespace rockpool::operations {

inline const pools::Quotas& QuotasOf(const Context& context) { return context.world.settings.Of<pools::Quotas>(); }

}  // namespace rockpool::operations
