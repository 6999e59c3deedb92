// operations: the API's own operations, one small function each, which translate between the wire's structs and the rules and records of
// the storeys below. They hold no rule that another operation, a page or a flow could need.
#pragma once

#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::api {
struct Operation;
}

namespace rockpool::operations {

// What an operation knows besides its request. Lives as long as the call. Only operations know it: rules take a Caller, a World or less.
struct Context {
  world::Caller caller;
  const api::Operation& operation;
  const world::World& world;
};

}  // namespace rockpool::operations
