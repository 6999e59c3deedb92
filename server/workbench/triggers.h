// What the functions of pools were called with and answered, and once more: `GET /_rockpool/triggers`, `POST
// /_rockpool/triggers/{id}/replay`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// What a reader asks for; an empty member asks for nothing.
struct TriggersQuery {
  std::string pool;
  std::int64_t after = 0;

  bool operator==(const TriggersQuery&) const = default;
};

// Of "pool=...&after=...", where an empty text is none. Throws api::InvalidParameterException for anything else.
TriggersQuery ReadTriggersQuery(std::string_view query);

// Reads triggers::Settings of the world, which outlives the workbench. A replay goes through the same invoker, and so is recorded itself;
// nothing in the pool follows from its answer.
void AddTriggers(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
