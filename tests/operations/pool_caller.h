// A pool and the calls about what belongs to it, so that a test says what it is about and no more.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

class PoolCaller {
 public:
  // `more` is appended to the request that creates the pool, as TestService::CreatePool does. `service` outlives it.
  explicit PoolCaller(TestService& service, std::string_view more = "", CallerKey caller = {})
      : service_(service), caller_(std::move(caller)) {
    const Answer answer = service_.Call("CreateUserPool", R"({"PoolName":"pool")" + std::string(more) + "}", caller_);
    EXPECT_EQ(OutcomeOf(answer), kOk);
    id_ = answer.TextAt("UserPool.Id");
  }

  const std::string& id() const { return id_; }

  // `members` follow the UserPoolId.
  Answer Call(std::string_view operation, std::string_view members = "") const { return CallAs(caller_, operation, members); }
  Answer CallAs(const CallerKey& caller, std::string_view operation, std::string_view members = "") const {
    return service_.Call(operation, R"({"UserPoolId":")" + id_ + '"' + (members.empty() ? "" : ",") + std::string(members) + "}", caller);
  }

  // OutcomeOf the call.
  std::string Try(std::string_view operation, std::string_view members = "") const { return OutcomeOf(Call(operation, members)); }

 private:
  TestService& service_;
  CallerKey caller_;
  std::string id_;
};

// Those of the members that the object at the path has, as a request takes them: an update with what a description shows.
inline std::string MembersAt(const Answer& answer, const std::string& path, std::initializer_list<const char*> names) {
  std::string members;
  for (const std::string name : names) {
    if (answer.Has(path + "." + name)) {
      members += (members.empty() ? "\"" : ",\"") + name + "\":" + JsonAt(answer, path + "." + name);
    }
  }
  return members;
}

}  // namespace rockpool::support
