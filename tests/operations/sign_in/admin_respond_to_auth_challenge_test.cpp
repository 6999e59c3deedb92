#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

class AdminRespondToAuthChallenge : public PoolTest<SignInPool> {
 protected:
  AdminRespondToAuthChallenge() { pool.Invite("alice"); }

  const Pairs change{{"USERNAME", "alice"}, {"NEW_PASSWORD", "New-Password2"}};
};

TEST_F(AdminRespondToAuthChallenge, GoesOnWithASessionThatBeganInPublicAndTheReverse) {
  pool.Invite("bob");
  EXPECT_EQ(NextOf(pool.AdminRespond("NEW_PASSWORD_REQUIRED", pool.ByPassword("alice").TextAt("Session"), change)), "tokens");
  const Answer asked = pool.AdminInitiate("ADMIN_NO_SRP_AUTH", {{"USERNAME", "bob"}, {"PASSWORD", kRightPassword}});
  EXPECT_EQ(
      NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", asked.TextAt("Session"), {{"USERNAME", "bob"}, {"NEW_PASSWORD", "New-Password2"}})),
      "tokens");
}

TEST_F(AdminRespondToAuthChallenge, TellsAnUnknownPoolAndAClientOfAnotherPool) {
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  SignInPool other(service);
  EXPECT_EQ(NextOf(other.AdminRespond("NEW_PASSWORD_REQUIRED", session, change)), "NotAuthorizedException: Invalid session for the user.");
  other.UseClient(pool.client());
  EXPECT_EQ(NextOf(other.AdminRespond("NEW_PASSWORD_REQUIRED", session, change)),
            "ResourceNotFoundException: User pool client " + pool.client() + " does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminRespondToAuthChallenge",
                                   R"({"UserPoolId":"us-east-1_Nothing","ClientId":"x","ChallengeName":"SMS_MFA"})")),
            NoSuchPool("us-east-1_Nothing"));
}

TEST_F(AdminRespondToAuthChallenge, AnswersAProof) {
  pool.AddUser("bob");
  const Answer asked = pool.AdminInitiate("USER_SRP_AUTH", {{"USERNAME", "bob"}, {"SRP_A", SrpClient().public_hex()}});
  EXPECT_EQ(NextOf(pool.AdminRespond("PASSWORD_VERIFIER", "", pool.ProofOf(asked))), "tokens");
}

}  // namespace
}  // namespace rockpool::support
