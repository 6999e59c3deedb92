// A pool and calls that name it, so that a test writes down only what it is about.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {

class CalledPool {
 public:
  // `more` is appended to the request that creates the pool, as TestService::CreatePool does. `service` outlives it.
  explicit CalledPool(TestService& service, std::string_view more = "") : service_(service), id_(service.CreatePool(more)) {}

  const std::string& id() const { return id_; }

  // `members` are further members of the request, with commas between them.
  Answer Call(std::string_view operation, std::string_view members = "", const CallerKey& caller = {}) {
    const std::string separator = members.empty() ? "" : ",";
    return service_.Call(operation, R"({"UserPoolId":")" + id_ + R"(")" + separator + std::string(members) + "}", caller);
  }

  // An app client of that id.
  void CreateClient(const std::string& id) {
    EXPECT_EQ(Outcome("CreateUserPoolClient", R"("ClientName":"_custom_id_:)" + id + R"(")"), kOk);
  }
  void DeleteClient(const std::string& id) { EXPECT_EQ(Outcome("DeleteUserPoolClient", R"("ClientId":")" + id + R"(")"), kOk); }

  // How the call ends: kOk, or the type and message of the refusal.
  std::string Outcome(std::string_view operation, std::string_view members = "", const CallerKey& caller = {}) {
    return OutcomeOf(Call(operation, members, caller));
  }

 private:
  TestService& service_;
  std::string id_;
};

}  // namespace rockpool::support
