// A pool with threat protection and a user, the events of whom are looked at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/operations/risk_configuration/risk_pool.h"
#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {

inline constexpr const char* kEnforced = R"(,"UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"})";
inline constexpr const char* kAudit = R"(,"UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"})";
inline constexpr const char* kBlocked = "NotAuthorizedException: Unable to login because of security reasons.";

class ThreatPool : public SignInPool {
 public:
  explicit ThreatPool(TestService& service, std::string_view of_pool = kEnforced, std::string_view of_client = "")
      : SignInPool(service, of_pool, of_client) {
    AddUser("ann", {{"email", "ann@example.com"}});
  }

  // The next event of ann is of that level.
  void Next(api::RiskLevelType level) const { Rule(level, false); }
  void NextIsCompromised() const { Rule(std::nullopt, true); }

  void Configure(const std::string& members) const { EXPECT_EQ(Try("SetRiskConfiguration", members), kOk); }

  Answer List(const std::string& name = "ann", const std::string& more = "") const {
    return Call("AdminListUserAuthEvents", JoinedMembers(TextMember("Username", name), more));
  }
  // Each as "SignIn Pass NoRisk [Password Success]", the newest first; "(High)" behind the decision, "compromised" where it is.
  std::vector<std::string> Events(const std::string& name = "ann") const;
  // The newest one.
  std::string Event(const std::string& name = "ann") const;
  std::string NewestId() const { return List().At("AuthEvents")[0]["EventId"].GetString(); }

 private:
  void Rule(std::optional<api::RiskLevelType> level, bool is_compromised) const {
    service().risk_rules->Add({{id(), "ann", "", level, is_compromised, 1}});
  }
};

}  // namespace rockpool::support
