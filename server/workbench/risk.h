// How risky events are, for tests: /_rockpool/risk.
#pragma once

#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// PUT adds a rule, or a list of them: {"UserPoolId","Username","level":"LOW|MEDIUM|HIGH","compromised":false,"times":1}, with "ipAddress"
// in place of the name or beside it; or passwords that are compromised: {"compromisedPasswords":["..."]}. GET shows the rules, and how many
// passwords were added; DELETE ends all. Each answers with what is there then. A pool that is not there is refused. Reads risk::Settings of
// the world, which has rules. Both outlive the workbench.
void AddRisk(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
