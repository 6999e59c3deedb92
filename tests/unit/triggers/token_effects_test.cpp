// What rules change of tokens, in the words of each version of the event.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/triggers/rule_calls.h"

namespace rockpool::triggers {
namespace {

constexpr const char* kRequest =
    R"({"userAttributes":{},"groupConfiguration":{"groupsToOverride":["a"],"iamRolesToOverride":["r"],"preferredRole":"r"}})";

std::string V1(const std::string& members) {
  return ResponseOf(R"([{"trigger":"PreTokenGeneration",)" + members + "}]",
                    CallOf(Trigger::kPreTokenGeneration, "TokenGeneration_Authentication", kRequest, R"({"claimsOverrideDetails":null})"));
}

std::string V2(const std::string& members, const std::string& version = "2") {
  return ResponseOf(R"([{"trigger":"PreTokenGeneration",)" + members + "}]",
                    CallOf(Trigger::kPreTokenGeneration, "TokenGeneration_Authentication", kRequest,
                           R"({"claimsAndScopeOverrideDetails":null})", version));
}

TEST(TokenEffects, OfTheFirstVersionAreTheIdTokens) {
  EXPECT_EQ(V1(R"("add_claims":{"tenant":"blue"},"suppress_claims":["email"])"),
            R"({"claimsOverrideDetails":{"claimsToAddOrOverride":{"tenant":"blue"},"claimsToSuppress":["email"]}})");
  EXPECT_EQ(V1(R"("add_claims":{"a":"1","b":"2"},"add_id_claims":{"b":"3"},"suppress_id_claims":["c"])"),
            R"({"claimsOverrideDetails":{"claimsToAddOrOverride":{"a":"1","b":"3"},"claimsToSuppress":["c"]}})");
}

TEST(TokenEffects, OfTheFirstVersionDoNotReachTheAccessToken) {
  for (const char* members :
       {R"("add_access_claims":{"a":1})", R"("suppress_access_claims":["a"])", R"("add_scopes":["a"])", R"("suppress_scopes":["a"])"}) {
    EXPECT_EQ(V1(members), "refused: The rule changes the access token, which V1_0 does not reach") << members;
  }
}

TEST(TokenEffects, OfLaterVersionsAreBothTokensOrOneOfThem) {
  for (const char* version : {"2", "3"}) {
    EXPECT_EQ(
        V2(R"("add_claims":{"a":{"b":[1,true]}},"suppress_claims":["c"])", version),
        R"({"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"a":{"b":[1,true]}},)"
        R"("claimsToSuppress":["c"]},"accessTokenGeneration":{"claimsToAddOrOverride":{"a":{"b":[1,true]}},"claimsToSuppress":["c"]}}})");
  }
  EXPECT_EQ(V2(R"("add_id_claims":{"a":1},"add_access_claims":{"b":2},"add_scopes":["s"],"suppress_scopes":["t"])"),
            R"({"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"a":1}},)"
            R"("accessTokenGeneration":{"claimsToAddOrOverride":{"b":2},"scopesToAdd":["s"],"scopesToSuppress":["t"]}}})");
}

TEST(TokenEffects, AddGroupsToThoseThatAreThereAndKeepTheRoles) {
  const std::string groups = R"("groupOverrideDetails":{"groupsToOverride":["a","b"],"iamRolesToOverride":["r"],"preferredRole":"r"}}})";
  EXPECT_EQ(V1(R"("add_groups":["b","a"])"), R"({"claimsOverrideDetails":{)" + groups);
  EXPECT_EQ(V2(R"("add_groups":["b","a"])"),
            R"({"claimsAndScopeOverrideDetails":{"idTokenGeneration":{},"accessTokenGeneration":{},)" + groups);
}

TEST(TokenEffects, OfARuleWithoutAnyLeaveTheAnswerAsItIs) { EXPECT_EQ(V1(R"("pool":"*")"), R"({"claimsOverrideDetails":null})"); }

}  // namespace
}  // namespace rockpool::triggers
