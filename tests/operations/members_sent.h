// Which members of an operation's request, and which words of their enumerations, a test has sent: so that a generator which does not know
// the model's newest member fails.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace rockpool::support {

class MembersSent {
 public:
  // Of the operation's requests.
  explicit MembersSent(std::string_view operation) : operation_(operation) {}

  void Add(const std::string& request);

  // What no request had, as "SmsConfiguration.SnsRegion" and "UserPoolTier=LITE".
  std::set<std::string> Missing() const;

 private:
  std::string operation_;
  std::set<std::string> sent_;
};

}  // namespace rockpool::support
