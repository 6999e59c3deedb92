// What a user can set of how functions are called.
#pragma once

#include <cstddef>
#include <string>

namespace rockpool::triggers {

struct CallSettings {
  bool skip = false;            // call none: what a pool has is passed over
  std::string lambda_endpoint;  // URL of an Invoke API for the functions that no place is for, or empty: none
  int attempts = 3;             // of a call that gets no answer (documented)
  int timeout_seconds = 5;      // of one attempt (documented)
  // Of all answers together, as long as they are read. What is longer than LambdaInvoker says counts so often as its document may take.
  std::size_t answer_bytes = std::size_t{512} * 1024 * 1024;
  std::string table;  // [triggers] of the TOML file as JSON, which ParsePlaces reads; empty: there is none

  bool operator==(const CallSettings&) const = default;
};

}  // namespace rockpool::triggers
