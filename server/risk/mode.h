// Whether threat protection is on.
#pragma once

#include <optional>

#include "server/pools/pool_in_use.h"

namespace rockpool::risk {

enum class Mode {
  kAudit,     // events are recorded, and nothing follows
  kEnforced,  // the actions of the risk configuration are taken
};

enum class SignInKind { kStandard, kCustom };

// nullopt: off, and nothing is recorded. CUSTOM_AUTH has a mode of its own (AdvancedSecurityAdditionalFlows), and is not looked at where
// that is not set (documented), nor where the pool's own is off.
std::optional<Mode> ModeOf(const pools::PoolInUse& pool, SignInKind kind = SignInKind::kStandard);

}  // namespace rockpool::risk
