// What imports have written into their logs, under /_rockpool/imports: on AWS it stands in CloudWatch.
#pragma once

#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// GET /_rockpool/imports/{job}: {"jobId","userPoolId","status","logGroup","logStream","lines":[...]}, a line for each row of the file, in
// its order; of more than a mebibyte the first ones. ResourceNotFoundException for a job that nobody has. Both outlive the workbench.
void AddImports(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
