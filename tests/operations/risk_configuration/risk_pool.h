// A pool with threat protection and the app client "web", and members of requests about risks.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kSetRisk = "SetRiskConfiguration";
inline constexpr const char* kDescribeRisk = "DescribeRiskConfiguration";

inline constexpr const char* kOfWeb = R"("ClientId":"web")";

inline constexpr const char* kBlockCompromised =
    R"("CompromisedCredentialsRiskConfiguration":{"Actions":{"EventAction":"BLOCK"},"EventFilter":["SIGN_IN"]})";

// Of one blocked range.
inline std::string Blocking(const std::string& range) {
  return R"("RiskExceptionConfiguration":{"BlockedIPRangeList":[")" + range + R"("]})";
}
inline std::string Skipping(const std::string& range) {
  return R"("RiskExceptionConfiguration":{"SkippedIPRangeList":[")" + range + R"("]})";
}

// Like "HighAction":{...}.
inline std::string Action(std::string_view level, std::string_view event_action, bool notifies) {
  return '"' + std::string(level) + R"(Action":{)" + TextMember("EventAction", event_action) + R"(,"Notify":)" +
         (notifies ? "true" : "false") + "}";
}

// `actions` are such, `notify` is a NotifyConfiguration with its name, or nothing.
inline std::string TakeoverWith(const std::string& actions, const std::string& notify) {
  return R"("AccountTakeoverRiskConfiguration":{)" + JoinedMembers(R"("Actions":{)" + actions + "}", notify) + "}";
}
inline std::string Takeover(const std::string& notify, bool notifies = true) {
  return TakeoverWith(Action("High", "BLOCK", notifies), notify);
}

// Like "BlockEmail":{...}, with texts of its own.
inline std::string Email(const std::string& name) {
  return '"' + name + R"(":{"HtmlBody":"<p>)" + name + R"(</p>","Subject":"About )" + name + R"(","TextBody":"text of )" + name + R"("})";
}

// With each of the e-mails.
inline std::string Notifying(const std::string& region, const std::string& from = "Rock <no-reply@example.com>") {
  return R"("NotifyConfiguration":{)" + Email("BlockEmail") + "," + TextMember("From", from) + "," + Email("MfaEmail") + "," +
         Email("NoActionEmail") + R"(,"ReplyTo":"help@example.com","SourceArn":"arn:aws:ses:)" + region +
         R"(:123456789012:identity/example.com"})";
}

// What the pool is created with, so that its risks can be configured.
inline constexpr const char* kThreatProtection = R"(,"UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"},"UserPoolTier":"PLUS")";

class RiskPool : public PoolCaller {
 public:
  explicit RiskPool(TestService& service) : PoolCaller(service, kThreatProtection) { CreateClient("web"); }

  // The answer, with the members in the order of the wire: those before LastModifiedDate and those behind it.
  std::string Shown(const std::string& before, const std::string& date, const std::string& after = "") const {
    return R"({"RiskConfiguration":{)" + before + R"("LastModifiedDate":)" + date + "," + after + R"("UserPoolId":")" + id() + R"("}})";
  }
  std::string ShownNothing() const { return R"({"RiskConfiguration":{"UserPoolId":")" + id() + R"("}})"; }
};

}  // namespace rockpool::support
