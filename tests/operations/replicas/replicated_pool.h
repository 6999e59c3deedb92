// A pool that can be replicated, and the calls about its replicas.
#pragma once

#include <string>
#include <vector>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kReplicable = R"(,"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY",)"
                                           R"("KmsKeyArn":"arn:aws:kms:us-east-1:000000000000:key/mrk-0123456789abcdef0123456789abcdef"})";

// Longer than the creation or the deletion of a replica takes.
inline constexpr int kLong = 60'000;

// Who calls where the tests put a replica.
inline const CallerKey kIreland{.region = "eu-west-1"};

// What is told there who would set what is not the replica's own.
inline constexpr const char* kNotItsOwn =
    "InvalidParameterException: Settings that are not specific to this Region must match those of the primary Region.";

class ReplicatedPool : public PoolCaller {
 public:
  explicit ReplicatedPool(TestService& service, const std::string& more = "") : PoolCaller(service, kReplicable + more) {}

  Answer Create(const std::string& region, const std::string& more = "", const CallerKey& caller = {}) {
    return CallAs(caller, "CreateUserPoolReplica", In(region) + more);
  }
  Answer Update(const std::string& region, const std::string& status, const CallerKey& caller = {}) {
    return CallAs(caller, "UpdateUserPoolReplica", In(region) + "," + TextMember("Status", status));
  }
  Answer Delete(const std::string& region, const CallerKey& caller = {}) { return CallAs(caller, "DeleteUserPoolReplica", In(region)); }
  Answer List(const CallerKey& caller = {}) { return CallAs(caller, "ListUserPoolReplicas"); }

  // "eu-west-1 SECONDARY ACTIVE" for each.
  std::vector<std::string> Listed() {
    std::vector<std::string> replicas;
    const Answer answer = List();
    for (const auto& replica : answer.At("UserPoolReplicas").GetArray()) {
      replicas.push_back(std::string(replica["RegionName"].GetString()) + " " + replica["Role"].GetString() + " " +
                         replica["Status"].GetString());
    }
    return replicas;
  }

  // The answer about the replica in that region.
  std::string Shown(const std::string& region, const std::string& status) const {
    return R"({"UserPoolReplica":{"RegionName":")" + region + R"(","Role":"SECONDARY","Status":")" + status +
           R"(","UserPoolArn":"arn:aws:cognito-idp:)" + region + ":000000000000:userpool/" + id() + R"("}})";
  }

 private:
  static std::string In(const std::string& region) { return TextMember("RegionName", region); }
};

}  // namespace rockpool::support
