// What operations declare of calls that are made again and again (server/operations/repeats.h), asked before such a call is made.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/operations/repeats.h"
#include "server/protocol/settings.h"
#include "server/world/world.h"

namespace rockpool::protocol {

// What to know before the call is made. Of an operation that declares nothing, and of a call that the protocol or the model refuses,
// nothing is known: to make it is right, and its answer tells.
struct Repetition {
  operations::Existence existence = operations::Existence::kNowhere;  // of what the call would create
  std::optional<operations::RecordOwner> once_for{};                  // the call is to be made once for that owner
};

// Looks and changes nothing. `body` is the call's, made without a signature, in the name of the default account and region. Any thread,
// outside of transactions. Throws operations::Unfindable.
Repetition RepetitionOf(std::string_view operation, std::string_view body, const world::World& world, const Settings& settings);

}  // namespace rockpool::protocol
