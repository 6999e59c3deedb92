// A pool and the calls about it, so that a test says what it is about and no more.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// The pool is of `caller`, who makes the calls. `service` outlives it.
class UserPool {
 public:
  explicit UserPool(TestService& service, std::string_view members = R"("DeletionProtection":"INACTIVE")", CallerKey caller = {})
      : service_(service), caller_(std::move(caller)) {
    const Answer created = service_.Call("CreateUserPool", PoolWith(members), caller_);
    id_ = created.TextAt("UserPool.Id");
    arn_ = created.TextAt("UserPool.Arn");
  }

  const std::string& id() const { return id_; }
  const std::string& arn() const { return arn_; }

  // `members` follow the id in the request, or the ARN.
  Answer Call(std::string_view operation, std::string_view members = "") { return Send(operation, R"({"UserPoolId":")" + id_, members); }
  Answer CallOnArn(std::string_view operation, std::string_view members = "") {
    return Send(operation, R"({"ResourceArn":")" + arn_, members);
  }

  Answer Update(std::string_view members = "") { return Call("UpdateUserPool", members); }

  // What Describe shows at the path below UserPool, as JSON; "absent" where there is nothing.
  std::string Shown(std::string_view path) {
    const Answer described = Call("DescribeUserPool");
    const std::string whole = "UserPool." + std::string(path);
    return described.Has(whole) ? JsonAt(described, whole) : "absent";
  }

 private:
  Answer Send(std::string_view operation, std::string begin, std::string_view members) {
    begin.append(members.empty() ? "\"" : "\",").append(members).append("}");
    return service_.Call(operation, begin, caller_);
  }

  TestService& service_;
  CallerKey caller_;
  std::string id_;
  std::string arn_;
};

inline constexpr char kSms[] = R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"})";
inline constexpr char kDeveloperEmail[] =
    R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

}  // namespace rockpool::support
