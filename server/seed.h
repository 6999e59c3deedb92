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

// `path` holds a JSON list of {"operation": "CreateUserPool", "request": {...}}. What exists already is left as it is, so a second start
// with the same file changes nothing; therefore a pool needs its id fixed by the tag _custom_id_. Entries before a bad one stay applied.
// Throws SeedError.
void ApplySeed(const std::string& path, protocol::Service& service);

}  // namespace rockpool
