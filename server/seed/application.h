// Runs the entries of a seed, one by one.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "server/api/json.h"
#include "server/http/message.h"
#include "server/protocol/settings.h"
#include "server/seed/memory.h"
#include "server/world/world.h"

namespace rockpool::seed {

// One run of a seed over the world's store. One thread.
class Application {
 public:
  // All outlive it. What is to run once is remembered by `marks`.
  Application(const world::World& world, const protocol::Settings& settings, Marks& marks)
      : world_(world), settings_(settings), marks_(marks) {}

  // Empty if the entry is applied or was before; otherwise what is wrong with it. Entries come in the order of the seed.
  std::string Apply(const api::JsonValue& entry);

 private:
  std::string Run(const std::string& operation, const api::JsonValue& request);
  http::Response Call(storage::Store& store, const std::string& operation, const std::string& body) const;

  const world::World& world_;
  const protocol::Settings& settings_;
  Marks& marks_;
  std::map<std::pair<std::string, std::string>, std::size_t> met_;  // entries that are to run once, by operation and request
};

}  // namespace rockpool::seed
