// Fills the store from a file before the first request, through the same path as a client's calls.
#pragma once

#include <stdexcept>
#include <string>

#include "server/protocol/service.h"

namespace rockpool {

// The text names the file, the entry and the API's own error.
class SeedError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// `path` holds a JSON list of {"operation": "CreateUserPool", "request": {...}}. An entry that creates what exists already
// leaves it as it is, so a seed of such entries changes nothing at a second start; therefore a pool needs its id fixed by the tag
// _custom_id_. Other entries (an update, a deletion) run at every start. Entries before a bad one stay applied. Throws SeedError.
void ApplySeed(const std::string& path, protocol::Service& service);

}  // namespace rockpool
