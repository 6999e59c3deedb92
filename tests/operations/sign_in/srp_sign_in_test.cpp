// USER_SRP_AUTH and PASSWORD_VERIFIER, with the client's side computed apart from the server's code.
#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "server/crypto/srp.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kModulus =
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6D"
    "F25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D"
    "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08"
    "CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E0"
    "4A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31"
    "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

class SrpSignIn : public PoolTest<SignInPool> {
 protected:
  SrpSignIn() { pool.AddUser("alice"); }

  Answer Begin(const std::string& name = "alice", const std::string& a = SrpClient().public_hex()) {
    return pool.Initiate("USER_SRP_AUTH", {{"USERNAME", name}, {"SRP_A", a}});
  }
};

TEST_F(SrpSignIn, AsksForAProofWithoutASession) {
  const Answer asked = Begin();
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_FALSE(asked.Has("Session"));
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USERNAME"), "alice");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USER_ID_FOR_SRP"), "alice");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.SALT").size(), 32U);
  EXPECT_GT(crypto::Base64Decode(asked.TextAt("ChallengeParameters.SECRET_BLOCK")).value_or("").size(), 500U);
  EXPECT_NE(asked.TextAt("ChallengeParameters.SRP_B"), "");
  EXPECT_EQ(asked.At("ChallengeParameters").MemberCount(), 5U);
}

TEST_F(SrpSignIn, AsksInTheUsernameOfTheUserByWhateverNameHeIsNamed) {
  SignInPool by_email(service, R"(,"UsernameAttributes":["email"])");
  by_email.AddUser("bob@example.com", {{"email", "bob@example.com"}});
  const Answer asked = by_email.Initiate("USER_SRP_AUTH", {{"USERNAME", "bob@example.com"}, {"SRP_A", SrpClient().public_hex()}});
  const std::string sub = by_email.Show("bob@example.com").TextAt("Username");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USERNAME"), sub);
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USER_ID_FOR_SRP"), sub);
  EXPECT_EQ(NextOf(by_email.Prove(asked, kRightPassword, {{"USERNAME", "bob@example.com"}})), "tokens") << "an answer may name him so too";
}

TEST_F(SrpSignIn, TellsTheRightProofAloneOfATemporaryPasswordThatIsTooOldAndOfAnUnconfirmedUser) {
  pool.Invite("carol");
  ASSERT_EQ(OutcomeOf(service.Call("SignUp", "{" + TextMember("ClientId", pool.client()) + R"(,"Username":"dave",)" +
                                                 TextMember("Password", kRightPassword) + "}")),
            kOk);
  service.clock.Advance(8LL * 24 * 60 * 60 * 1000);
  for (const char* name : {"carol", "dave"}) {
    EXPECT_EQ(NextOf(pool.BySrp(name, "Wrong-Pass1")), kIncorrectPassword) << name;
  }
  EXPECT_EQ(NextOf(pool.BySrp("carol")), "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.");
  EXPECT_EQ(NextOf(pool.BySrp("dave")), "UserNotConfirmedException: User is not confirmed.");
}

TEST_F(SrpSignIn, AnswersAProofWithTokens) {
  const Answer answer = pool.Prove(Begin());
  EXPECT_EQ(NextOf(answer), "tokens");
  EXPECT_EQ(JsonAt(answer, "ChallengeParameters"), "{}");
}

TEST_F(SrpSignIn, TakesSrpAInAnyCaseAndWithZeros) {
  const std::string a = SrpClient().public_hex();
  std::string lower = a;
  for (char& c : lower) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  EXPECT_EQ(NextOf(pool.Prove(Begin("alice", lower))), "tokens");
  EXPECT_EQ(NextOf(pool.Prove(Begin("alice", "00" + a))), "tokens");
}

TEST_F(SrpSignIn, RefusesAnAThatWouldLetAnybodyIn) {
  for (const std::string& a : {std::string("0"), std::string("00"), std::string(kModulus), std::string(kModulus) + std::string(768, '0'),
                               std::string("xyz"), std::string(5000, '1')}) {
    EXPECT_EQ(NextOf(Begin("alice", a)), "InvalidParameterException: Invalid SRP_A.") << a.substr(0, 8);
  }
}

TEST_F(SrpSignIn, RefusesAWrongPasswordAndUsesTheChallengeUp) {
  const Answer asked = Begin();
  EXPECT_EQ(NextOf(pool.Prove(asked, "Wrong-Pass1")), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.Prove(asked)), kUsedSession);
}

TEST_F(SrpSignIn, TakesAProofOnce) {
  const Answer asked = Begin();
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens");
  EXPECT_EQ(NextOf(pool.Prove(asked)), kUsedSession);
}

TEST_F(SrpSignIn, TakesAProofForTheSecretBlockAndTimestampThatItWasMadeOf) {
  const Answer asked = Begin();
  const Answer other = Begin();
  Pairs proof = pool.ProofOf(asked);
  proof["TIMESTAMP"] = "Sun Nov 29 2:05:10 UTC 2026";
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", proof)), kIncorrectPassword);
  proof = pool.ProofOf(other);
  proof["PASSWORD_CLAIM_SIGNATURE"] = pool.ProofOf(Begin())["PASSWORD_CLAIM_SIGNATURE"];
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", proof)), kIncorrectPassword);
}

TEST_F(SrpSignIn, RefusesASecretBlockThatItDidNotGive) {
  Pairs proof = pool.ProofOf(Begin());
  for (const std::string block : {"no base64!", "Z2FyYmFnZQ=="}) {
    proof["PASSWORD_CLAIM_SECRET_BLOCK"] = block;
    EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", proof)), kInvalidSession) << block;
  }
}

TEST_F(SrpSignIn, RefusesAChallengeThatHasExpired) {
  const Answer asked = Begin();
  service.clock.Advance(3 * 60'000);
  EXPECT_EQ(NextOf(pool.Prove(asked)), "NotAuthorizedException: Invalid session for the user, session is expired.");
  EXPECT_EQ(NextOf(pool.Prove(Begin())), "tokens");
}

TEST_F(SrpSignIn, LooksAtTheStateOfTheUserWhenTheProofIsThere) {
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  const Answer asked = Begin();
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(pool.Prove(asked)), "NotAuthorizedException: User is disabled.");
}

TEST_F(SrpSignIn, LocksOutAsPasswordsDo) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(NextOf(pool.BySrp("alice", "Wrong-Pass1")), kIncorrectPassword) << i;
  }
  const Answer asked = Begin();
  EXPECT_EQ(NextOf(pool.Prove(asked)), "NotAuthorizedException: Password attempts exceeded");
  service.clock.Advance(1'000);
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens") << "a lock uses no challenge up";
}

TEST_F(SrpSignIn, WantsAllOfTheProof) {
  const Answer asked = Begin();
  for (const char* member : {"USERNAME", "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"}) {
    Pairs proof = pool.ProofOf(asked);
    proof.erase(member);
    EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", proof)),
              std::string("InvalidParameterException: Missing required parameter ") + member);
  }
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens") << "what was malformed used nothing up";
}

TEST_F(SrpSignIn, BindsTheProofToTheUserAndTheClientThatBegan) {
  pool.AddUser("bob");
  const Answer asked = Begin();
  EXPECT_EQ(NextOf(pool.Prove(asked, kRightPassword, {{"USERNAME", "bob"}})), kInvalidSession);
  const std::string client = pool.client();
  pool.UseClient(pool.AddClient());
  EXPECT_EQ(NextOf(pool.Prove(asked)), kInvalidSession);
  pool.UseClient(client);
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens");
}

TEST_F(SrpSignIn, LeadsATemporaryPasswordToANewOne) {
  pool.Invite("carol");
  EXPECT_EQ(NextOf(pool.BySrp("carol")), "NEW_PASSWORD_REQUIRED");
}

}  // namespace
}  // namespace rockpool::support
