// Reads a TOML file of `key = value` lines and tables. Which keys there are, and what they mean, is the business of options.cpp.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace rockpool {

// A value that an option can have no use for: an array, a fraction, a date, true or false.
struct OtherTomlValue {};

// A table with all that is in it, as JSON text: dates are texts there, and members stand in the order of their names.
struct TomlTable {
  std::string json;
};

struct TomlEntry {
  std::string key;
  std::variant<std::string, std::int64_t, TomlTable, OtherTomlValue> value;
  unsigned line = 0;  // counted from 1
};

// The text says in one sentence what is wrong, and where.
class TomlError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The entries at the top of the document. Throws TomlError for what is not TOML 1.0, and for more than 1 MiB.
std::vector<TomlEntry> ReadToml(std::istream& input);

}  // namespace rockpool
