// A pool with threat protection and the app client "web", and members of requests about risks.
#pragma once

#include <string>

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

// `notify` is a NotifyConfiguration with its name and a comma, or nothing.
inline std::string Takeover(const std::string& notify, bool notifies = true) {
  return R"("AccountTakeoverRiskConfiguration":{"Actions":{"HighAction":{"EventAction":"BLOCK","Notify":)" +
         std::string(notifies ? "true" : "false") + "}}" + (notify.empty() ? "" : ",") + notify + "}";
}

inline std::string Notifying(const std::string& region, const std::string& from = "Rock <no-reply@example.com>") {
  return R"("NotifyConfiguration":{"BlockEmail":{"HtmlBody":"<p>blocked</p>","Subject":"Blocked","TextBody":"blocked"},"From":")" + from +
         R"(","ReplyTo":"help@example.com","SourceArn":"arn:aws:ses:)" + region + R"(:123456789012:identity/example.com"})";
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
