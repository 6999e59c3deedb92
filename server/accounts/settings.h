// What a user of the server decides about users, in world::Settings.
#pragma once

#include <string>

namespace rockpool::accounts {

enum class AttemptLimits {
  kOff,
  kAws,  // hourly, as AWS's
};

struct Settings {
  AttemptLimits attempt_limits = AttemptLimits::kOff;
  std::string secret;  // of the store: what is made up of names that nobody has rests on it

  bool operator==(const Settings&) const = default;
};

}  // namespace rockpool::accounts
