// A pool and the calls about it, so that a test says what it is about and no more.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "tests/operations/pool_caller.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {

class UserPool : public PoolCaller {
 public:
  // The pool has those members and is of `caller`, who makes the calls. `service` outlives it.
  explicit UserPool(TestService& service, std::string_view members = R"("DeletionProtection":"INACTIVE")", CallerKey caller = {})
      : PoolCaller(service, "," + std::string(members), std::move(caller)) {}

  Answer Update(std::string_view members = "") const { return Call("UpdateUserPool", members); }

  // What Describe shows at the path below UserPool, as JSON; "absent" where there is nothing.
  std::string Shown(std::string_view path) const {
    const Answer described = Call("DescribeUserPool");
    const std::string whole = "UserPool." + std::string(path);
    return described.Has(whole) ? JsonAt(described, whole) : "absent";
  }
};

inline constexpr char kSms[] = R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"})";
inline constexpr char kDeveloperEmail[] =
    R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

}  // namespace rockpool::support
