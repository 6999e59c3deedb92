// Regions under /_rockpool/regions: `GET` lists those that are down, `PUT .../{region}` says of one whether it is. Only the Routing of
// domains looks at it: API calls go to the region that they name.
#pragma once

#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// Both outlive the workbench.
void AddRegions(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
