// Fills a store from a file, through the same path as a client's calls.
#pragma once

#include <rapidjson/document.h>

#include <stdexcept>
#include <string>

#include "server/protocol/service.h"

namespace rockpool::seed {

// The text names the file, the entry and the API's own error.
class SeedError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Seed {
 public:
  // Reads the file at `path`, a JSON list of {"operation": "CreateUserPool", "request": {...}}. Throws SeedError.
  explicit Seed(std::string path);

  // An entry that creates what exists already leaves it as it is, so a seed of such entries changes nothing at a second time; therefore a
  // pool needs its id fixed by the tag _custom_id_. Other entries (an update, a deletion) run every time. Entries before a bad one stay
  // applied. Throws SeedError.
  void ApplyTo(protocol::Service& service) const;

 private:
  const std::string path_;
  const rapidjson::Document entries_;
};

}  // namespace rockpool::seed
