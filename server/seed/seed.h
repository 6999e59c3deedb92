// seed: fills a store from a file, through the same path as a client's calls. It knows of operations only what they declare of themselves
// for calls that are made again and again.
#pragma once

#include <rapidjson/document.h>

#include <stdexcept>
#include <string>

#include "server/protocol/settings.h"
#include "server/seed/memory.h"
#include "server/world/world.h"

namespace rockpool::seed {

// The text names the file, the entry and the API's own error.
class SeedError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Seed {
 public:
  // Reads the file at `path`, a JSON list of {"operation": "CreateUserPool", "request": {...}}. Throws SeedError.
  explicit Seed(std::string path);

  // Runs the entries in the name of the default account and region. An entry that would create what exists already leaves it as it is, so
  // a seed of such entries changes nothing at a second time; therefore a pool needs its id fixed by the tag _custom_id_. One that must not
  // run twice runs once for the object that it changes. Others (an update, a deletion) run every time. What an operation is, it says
  // itself: server/operations/repeats.def. Entries before a bad one stay applied. Throws SeedError.
  // Requires: `marks` are those of world.store, or of a store that is to get its contents; no other thread writes what the seed names.
  void ApplyTo(const world::World& world, const protocol::Settings& settings, Marks& marks) const;

 private:
  const std::string path_;
  const rapidjson::Document entries_;
};

}  // namespace rockpool::seed
