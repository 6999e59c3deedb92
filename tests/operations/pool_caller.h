// A pool and the calls about what belongs to it, so that a test says what it is about and no more.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/operations/user_pools/json_text.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// Like "ClientId":"x".
inline std::string TextMember(std::string_view name, std::string_view value) {
  return '"' + std::string(name) + R"(":")" + std::string(value) + '"';
}

inline std::string JoinedMembers(std::string_view one, std::string_view other) {
  return std::string(one) + (one.empty() || other.empty() ? "" : ",") + std::string(other);
}

// A pool that is created with it has always the same id.
inline constexpr const char* kFixedId = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";

// What calls about a pool that the caller has not are told.
inline std::string NoSuchPool(const std::string& id) { return "ResourceNotFoundException: User pool " + id + " does not exist."; }

class PoolCaller {
 public:
  // `more` is appended to the request that creates the pool, as TestService::CreatePool does. `service` outlives it.
  explicit PoolCaller(TestService& service, std::string_view more = "", CallerKey caller = {})
      : service_(service), caller_(std::move(caller)) {
    const Answer answer = service_.Call("CreateUserPool", R"({"PoolName":"pool")" + std::string(more) + "}", caller_);
    EXPECT_EQ(OutcomeOf(answer), kOk);
    id_ = answer.TextAt("UserPool.Id");
    arn_ = answer.TextAt("UserPool.Arn");
  }

  const std::string& id() const { return id_; }
  const std::string& arn() const { return arn_; }

  // `members` follow the UserPoolId.
  Answer Call(std::string_view operation, std::string_view members = "") const { return CallAs(caller_, operation, members); }
  Answer CallAs(const CallerKey& caller, std::string_view operation, std::string_view members = "") const {
    return service_.Call(operation, "{" + JoinedMembers(TextMember("UserPoolId", id_), members) + "}", caller);
  }
  // `members` follow the ResourceArn, the pool's.
  Answer CallOnArn(std::string_view operation, std::string_view members = "") const {
    return service_.Call(operation, "{" + JoinedMembers(TextMember("ResourceArn", arn_), members) + "}", caller_);
  }

  // OutcomeOf the call.
  std::string Try(std::string_view operation, std::string_view members = "") const { return OutcomeOf(Call(operation, members)); }

  // The id of a new app client.
  std::string AddClient() const {
    return Call("CreateUserPoolClient", TextMember("ClientName", "client")).TextAt("UserPoolClient.ClientId");
  }
  // An app client of that id.
  void CreateClient(const std::string& id) const {
    EXPECT_EQ(Try("CreateUserPoolClient", TextMember("ClientName", "_custom_id_:" + id)), kOk);
  }
  void DeleteClient(std::string_view id) const { EXPECT_EQ(Try("DeleteUserPoolClient", TextMember("ClientId", id)), kOk); }

 private:
  TestService& service_;
  CallerKey caller_;
  std::string id_;
  std::string arn_;
};

// A test of a service with such a pool.
template <class Pool>
class PoolTest : public testing::Test {
 protected:
  TestService service;
  Pool pool{service};
};

}  // namespace rockpool::support
