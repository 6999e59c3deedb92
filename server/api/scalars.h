// The scalars of the model that C++ has no type of its own for.
#pragma once

#include <cstdint>
#include <string>

namespace rockpool::api {

struct Timestamp {
  std::int64_t epoch_millis = 0;
  bool operator==(const Timestamp&) const = default;
};

// Kept as the text of the wire; the validator has checked that it is base64.
struct Blob {
  std::string base64;
  bool operator==(const Blob&) const = default;
};

// Any JSON value, as compact text.
struct Document {
  std::string json = "null";
  bool operator==(const Document&) const = default;
};

}  // namespace rockpool::api
