// The codes that were sent to users and are waited for: one for each user and purpose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct Code {
  std::int64_t user = 0;
  std::string purpose;        // unique for the user, never empty
  std::string digest;         // bytes: of what was sent, never that itself
  std::string attribute;      // whose value it proves, or what else the purpose needs, or empty
  std::string pending_value;  // the value that the attribute gets by it, or empty
  std::int64_t expires_millis = 0;

  bool operator==(const Code&) const = default;
};

// They end with their user. What expired is found until it is swept: whoever finds it looks at expires_millis.
class Codes {
 public:
  virtual ~Codes() = default;

  // In place of the one that the user has for the purpose. Requires: the user exists (std::logic_error if not).
  virtual void Put(const Code& code) = 0;
  virtual std::optional<Code> Find(std::int64_t user, std::string_view purpose) const = 0;

  // False if there was none.
  virtual bool Delete(std::int64_t user, std::string_view purpose) = 0;
};

}  // namespace rockpool::storage
