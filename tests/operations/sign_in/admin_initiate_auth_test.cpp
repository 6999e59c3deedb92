#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

using AdminInitiateAuth = PoolTest<SignInPool>;

const Pairs kAlice{{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}};

TEST_F(AdminInitiateAuth, TakesAPasswordUnderBothNamesOfItsFlow) {
  pool.AddUser("alice");
  for (const char* flow : {"ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"}) {
    EXPECT_EQ(NextOf(pool.AdminInitiate(flow, kAlice)), "tokens") << flow;
  }
}

TEST_F(AdminInitiateAuth, BeginsSrpAndRefreshesToo) {
  pool.AddUser("alice");
  EXPECT_EQ(NextOf(pool.Prove(pool.AdminInitiate("USER_SRP_AUTH", {{"USERNAME", "alice"}, {"SRP_A", SrpClient().public_hex()}}))),
            "tokens");
  const std::string token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  EXPECT_EQ(NextOf(pool.AdminInitiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", token}})), "tokens");
}

TEST_F(AdminInitiateAuth, NeedsTheClientToAllowTheFlow) {
  pool.AddUser("alice");
  pool.UseClient(pool.AddClient());
  const std::string refusal = "InvalidParameterException: Auth flow not enabled for this client";
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", kAlice)), refusal);
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_NO_SRP_AUTH", kAlice)), refusal);
  EXPECT_EQ(NextOf(pool.AdminInitiate("CUSTOM_AUTH", kAlice)),
            "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.");
}

TEST_F(AdminInitiateAuth, TellsAnUnknownPoolAndAClientOfAnotherPool) {
  SignInPool other(service);
  other.UseClient(pool.client());
  EXPECT_EQ(NextOf(other.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", kAlice)),
            "ResourceNotFoundException: User pool client " + pool.client() + " does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminInitiateAuth", R"({"UserPoolId":"us-east-1_Nothing","ClientId":"x","AuthFlow":"USER_SRP_AUTH"})")),
            NoSuchPool("us-east-1_Nothing"));
}

TEST_F(AdminInitiateAuth, RefusesInTheWordsOfThePublicForm) {
  pool.AddUser("alice");
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", {{"USERNAME", "alice"}, {"PASSWORD", "Wrong-Pass1"}})),
            "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", {{"USERNAME", "nobody"}, {"PASSWORD", "Wrong-Pass1"}})),
            "UserNotFoundException: User does not exist.");
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", {{"USERNAME", "alice"}})),
            "InvalidParameterException: Missing required parameter PASSWORD");
}

}  // namespace
}  // namespace rockpool::support
