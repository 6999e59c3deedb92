// The operations, behind one type.
#pragma once

#include <memory>
#include <string>

#include "server/api/json.h"
#include "server/api/operation.h"
#include "server/http/endpoint.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::operations {
struct Context;
}

namespace rockpool::protocol {

// One decoded request together with the function that answers it.
class Call {
 public:
  virtual ~Call() = default;

  // The two words of operations.def: the kind of thread that Run needs, and whether it writes to the store. Where takes a transaction that
  // reads for some operations: ask it once.
  virtual http::Runs Where(const world::World& world, const world::Caller& caller) const = 0;
  virtual bool Writes() const = 0;

  // Does it, and keeps what it answers. Once, and anew where it has thrown http::MustWait. Throws what the operation throws.
  virtual void Run(const operations::Context& context) = 0;

  // The JSON text of the answer, empty where the operation has no output. Requires: Run has returned.
  virtual std::string Json() const = 0;
};

// Reads a request that Validate has let through.
std::unique_ptr<Call> DecodeCall(const api::Operation& operation, const api::JsonValue& request);

}  // namespace rockpool::protocol
