// The outbox under /_rockpool/messages: `GET` reads what was sent to users, `DELETE` empties it.
#pragma once

#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// GET ?pool=&user=&to=&after=&wait=: {"messages":[...]}, all that match after the id `after`, the newest last; where there is none yet it
// waits up to `wait` seconds (60 at most) for one, without a thread. `user` is any name that the user has. Both outlive the workbench.
void AddMessages(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
