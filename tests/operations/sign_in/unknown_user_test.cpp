// Whom PreventUserExistenceErrors hides: nobody looks and costs like somebody.
#include <gtest/gtest.h>

#include <regex>

#include "server/crypto/srp.h"
#include "storage/store.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kHiding =
    R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"],"PreventUserExistenceErrors":"ENABLED")";

class UnknownUser : public testing::Test {
 protected:
  UnknownUser() { pool.AddUser("alice"); }

  Answer Begin(const std::string& name) {
    return pool.Initiate("USER_SRP_AUTH", {{"USERNAME", name}, {"SRP_A", SrpClient().public_hex()}});
  }
  TestService service;
  SignInPool pool{service, "", kHiding};
};

TEST_F(UnknownUser, CostsAWrongPasswordWhatAKnownOneCosts) {
  const Cost known = CostOf(service, [&] { EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword); });
  const Cost unknown = CostOf(service, [&] { EXPECT_EQ(NextOf(pool.ByPassword("nobody", "Wrong-Pass1")), kIncorrectPassword); });
  EXPECT_EQ(unknown, known);
  EXPECT_EQ(known, (Cost{1, 1}));
}

TEST_F(UnknownUser, CostsTheBeginningOfSrpWhatAKnownOneCosts) {
  const Cost known = CostOf(service, [&] { EXPECT_EQ(NextOf(Begin("alice")), "PASSWORD_VERIFIER"); });
  const Cost unknown = CostOf(service, [&] { EXPECT_EQ(NextOf(Begin("nobody")), "PASSWORD_VERIFIER"); });
  EXPECT_EQ(unknown, known);
  EXPECT_EQ(known, (Cost{1, 1}));
}

TEST_F(UnknownUser, CostsAWrongProofWhatAKnownOneCosts) {
  Pairs known_proof = pool.ProofOf(Begin("alice"), "Wrong-Pass1");
  Pairs unknown_proof = pool.ProofOf(Begin("nobody"), "Wrong-Pass1");
  const Cost known = CostOf(service, [&] { EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", known_proof)), kIncorrectPassword); });
  const Cost unknown =
      CostOf(service, [&] { EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", unknown_proof)), kIncorrectPassword); });
  EXPECT_EQ(unknown, known);
  EXPECT_EQ(known, (Cost{2, 1}));
}

TEST_F(UnknownUser, CostsWhatAUserWithoutAPasswordCosts) {
  const Cost unknown = CostOf(service, [&] { EXPECT_EQ(NextOf(pool.ByPassword("nobody", "Wrong-Pass1")), kIncorrectPassword); });
  service.world().store.Write(
      [&](storage::Transaction& transaction) { transaction.credentials().Put(transaction.users().Find(pool.id(), "alice")->number, {}); });
  EXPECT_EQ(CostOf(service, [&] { EXPECT_EQ(NextOf(pool.ByPassword("alice")), kIncorrectPassword); }), unknown);
}

TEST_F(UnknownUser, IsAskedForTheSameProofEachTime) {
  const Answer first = Begin("nobody");
  const Answer second = Begin("nobody");
  const Answer known = Begin("alice");
  EXPECT_EQ(first.TextAt("ChallengeParameters.SALT"), second.TextAt("ChallengeParameters.SALT"));
  EXPECT_EQ(first.TextAt("ChallengeParameters.SALT").size(), known.TextAt("ChallengeParameters.SALT").size());
  EXPECT_NE(first.TextAt("ChallengeParameters.SALT"), Begin("nemo").TextAt("ChallengeParameters.SALT"));
  EXPECT_EQ(first.TextAt("ChallengeParameters.USER_ID_FOR_SRP"), "nobody");
  EXPECT_NE(first.TextAt("ChallengeParameters.SRP_B"), second.TextAt("ChallengeParameters.SRP_B"));
  EXPECT_EQ(first.At("ChallengeParameters").MemberCount(), known.At("ChallengeParameters").MemberCount());
}

TEST_F(UnknownUser, HasAlwaysTheSameUuidWhereUsersHaveOne) {
  SignInPool by_email(service, R"(,"UsernameAttributes":["email"])", kHiding);
  const auto begin = [&](const std::string& name) {
    return by_email.Initiate("USER_SRP_AUTH", {{"USERNAME", name}, {"SRP_A", SrpClient().public_hex()}});
  };
  const Answer asked = begin("nobody@example.com");
  const std::string id = asked.TextAt("ChallengeParameters.USERNAME");
  EXPECT_TRUE(std::regex_match(id, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}"))) << id;
  EXPECT_EQ(begin("nobody@example.com").TextAt("ChallengeParameters.USERNAME"), id);
  EXPECT_NE(begin("nemo@example.com").TextAt("ChallengeParameters.USERNAME"), id);
  EXPECT_EQ(NextOf(by_email.Prove(asked)), kIncorrectPassword);
  EXPECT_EQ(NextOf(by_email.Prove(begin("nobody@example.com"), kRightPassword, {{"USERNAME", "nobody@example.com"}})), kIncorrectPassword);
}

TEST_F(UnknownUser, LeavesNoNameBehindThatIsLongerThanAny) {
  const std::string name(5'000, 'x');
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(NextOf(pool.ByPassword(name)), kIncorrectPassword);
  }
  EXPECT_EQ(NextOf(pool.ByPassword(name)), "NotAuthorizedException: Password attempts exceeded");
  EXPECT_EQ(NextOf(pool.ByPassword(name + "x")), kIncorrectPassword) << "another name";
  service.world().store.Read(
      [&](const storage::Transaction& transaction) { EXPECT_FALSE(transaction.attempts().Find(pool.id(), name, "password")); });
  const Answer asked = Begin(name + "y");
  EXPECT_LT(asked.TextAt("ChallengeParameters.USER_ID_FOR_SRP").size(), 128U);
  EXPECT_EQ(NextOf(pool.Prove(asked)), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.Prove(Begin(name + "y"), kRightPassword, {{"USERNAME", name + "y"}})), kIncorrectPassword);
}

}  // namespace
}  // namespace rockpool::support
