// CUSTOM_AUTH of nobody, and of several at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>

#include "server/crypto/srp.h"
#include "tests/operations/sign_in/custom_auth_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"

namespace rockpool::support {
namespace {

constexpr const char* kAlsoHiding = R"(,"PreventUserExistenceErrors":"ENABLED")";

class CustomAuthOfNobody : public testing::Test, public CustomAuthPool {
 protected:
  CustomAuthOfNobody() : CustomAuthPool({"PreAuthentication", "PostAuthentication"}, "", kAlsoHiding) { pool.AddUser("alice"); }
};

TEST_F(CustomAuthOfNobody, IsRefusedAtOnceByAClientThatHidesNobody) {
  pool.UseClient(pool.AddClient(CustomFlows()));
  EXPECT_EQ(NextOf(Open("nobody")), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(CustomAuthOfNobody, AsksTheFunctionsAndNeverGivesTokens) {
  const Answer asked = Open("nobody");
  ASSERT_EQ(NextOf(asked), "CUSTOM_CHALLENGE");
  EXPECT_EQ(JsonAt(asked, "ChallengeParameters"), R"({"USERNAME":"nobody","question":"1+1"})");
  const Answer again = Give(asked, "3", "nobody");
  ASSERT_EQ(NextOf(again), "CUSTOM_CHALLENGE");
  EXPECT_EQ(NextOf(Give(again, kSum, "nobody")), kIncorrectPassword);
  EXPECT_EQ(LastHistory(*functions), "CUSTOM_CHALLENGE false (SUM), CUSTOM_CHALLENGE true (SUM)");
  for (const char* source : {"PreAuthentication_Authentication", kDefine, kCreate, kVerify}) {
    EXPECT_EQ(functions->In(source, "request.userNotFound"), "true") << source;
    EXPECT_EQ(functions->In(source, "request.userAttributes"), "{}") << source;
    EXPECT_EQ(functions->In(source, "userName"), "nobody") << source;
  }
  EXPECT_EQ(functions->CountOf("PostAuthentication_Authentication"), 0U);
}

TEST_F(CustomAuthOfNobody, GivesNoTokensAtOnceEither) {
  Define(R"({"issueTokens":true})");
  EXPECT_EQ(NextOf(Open("nobody")), kIncorrectPassword);
  EXPECT_EQ(pool.LastTraced(), "custom challenges: refused (the pool has no such user)");
  EXPECT_EQ(NextOf(Open("alice")), "tokens");
}

TEST_F(CustomAuthOfNobody, GetsSomebodysRefusalWhereTheProofIsOutstanding) {
  Define(R"({"issueTokens":true})");
  EXPECT_EQ(NextOf(OpenBySrp("alice")), "InvalidLambdaResponseException: Unrecognizable lambda output");
  EXPECT_EQ(NextOf(OpenBySrp("nobody")), NextOf(OpenBySrp("alice")));
}

TEST_F(CustomAuthOfNobody, CostsWhatItCostsSomebody) {
  const auto cost_of = [&](const std::string& name, const auto& open) {
    const auto writes = service.writes();
    const auto exponentiations = crypto::SrpExponentiations();
    const Answer asked = open(name);
    EXPECT_EQ(NextOf(asked), asked.Has("ChallengeParameters.SALT") ? "PASSWORD_VERIFIER" : "CUSTOM_CHALLENGE");
    const std::string refusal =
        asked.Has("ChallengeParameters.SALT") ? NextOf(Prove(asked, "Wrong-Pass1")) : NextOf(Give(asked, "3", name));
    EXPECT_TRUE(refusal == kIncorrectPassword || refusal == "CUSTOM_CHALLENGE") << refusal;
    return std::pair(service.writes() - writes, crypto::SrpExponentiations() - exponentiations);
  };
  const auto plain = [&](const std::string& name) { return Open(name); };
  const auto srp = [&](const std::string& name) { return OpenBySrp(name); };
  EXPECT_EQ(cost_of("nobody", plain), cost_of("alice", plain));
  EXPECT_EQ(cost_of("nobody", srp), cost_of("alice", srp));
}

TEST_F(CustomAuthOfNobody, FailsAtTheProof) {
  const Answer asked = OpenBySrp("nobody");
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(Prove(asked)), kIncorrectPassword);
  EXPECT_EQ(LastHistory(*functions), "SRP_A true");
}

TEST_F(CustomAuthOfNobody, IsNobodysElse) {
  const Answer asked = Open("nobody");
  EXPECT_EQ(NextOf(Give(asked, kSum, "alice")), "NotAuthorizedException: Invalid session for the user.");
}

class CustomAuthInParallel : public testing::Test, public CustomAuthPool {};

TEST_F(CustomAuthInParallel, TakesOneOfSeveralAnswers) {
  pool.AddUser("alice");
  const Answer asked = Open();
  functions->Forget();
  std::array<std::string, 4> outcomes;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    threads.emplace_back([&, i] { outcomes[i] = NextOf(Give(asked, i % 2 == 0 ? kSum : "3")); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(std::ranges::count(outcomes, "NotAuthorizedException: Invalid session for the user, session can only be used once."), 3)
      << outcomes[0] << ", " << outcomes[1] << ", " << outcomes[2] << ", " << outcomes[3];
  EXPECT_EQ(std::ranges::count(outcomes, "tokens") + std::ranges::count(outcomes, "CUSTOM_CHALLENGE"), 1);
  EXPECT_EQ(functions->CountOf(kDefine), 1U) << "what follows on an answer follows once";
}

}  // namespace
}  // namespace rockpool::support
