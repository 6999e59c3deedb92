// Of several answers at once to what can be answered once, one is taken.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

constexpr int kThreads = 4;

class ParallelAnswers : public PoolTest<SignInPool> {
 protected:
  // What the calls of that many threads came to; `call` is given the number of its thread.
  static std::vector<std::string> Outcomes(const std::function<Answer(int thread)>& call) {
    std::vector<std::string> outcomes(kThreads);
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] { outcomes[static_cast<std::size_t>(i)] = NextOf(call(i)); });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    return outcomes;
  }
  static void ExpectOneOf(const std::vector<std::string>& outcomes, const std::string& refusal) {
    EXPECT_EQ(std::ranges::count(outcomes, "tokens"), 1) << outcomes[0] << ", " << outcomes[1] << ", " << outcomes[2];
    EXPECT_EQ(std::ranges::count(outcomes, refusal), kThreads - 1) << outcomes[0] << ", " << outcomes[1] << ", " << outcomes[2];
  }
};

TEST_F(ParallelAnswers, TakeOneProof) {
  pool.AddUser("alice");
  const Pairs proof = pool.ProofOf(pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "alice"}, {"SRP_A", SrpClient().public_hex()}}));
  ExpectOneOf(Outcomes([&](int) { return pool.Respond("PASSWORD_VERIFIER", "", proof); }), kUsedSession);
}

TEST_F(ParallelAnswers, TakeOneNewPassword) {
  pool.Invite("alice");
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  const auto password = [](int thread) { return "New-Password" + std::to_string(thread); };
  const auto outcomes = Outcomes([&](int thread) {
    return pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}, {"NEW_PASSWORD", password(thread)}});
  });
  ExpectOneOf(outcomes, kUsedSession);
  const auto winner = std::ranges::find(outcomes, "tokens") - outcomes.begin();
  EXPECT_EQ(NextOf(pool.ByPassword("alice", password(static_cast<int>(winner)))), "tokens") << "the password is that of the one that won";
}

TEST_F(ParallelAnswers, TakeOneCodeOfAnAuthenticatorInAnySession) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice");
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  std::vector<std::string> sessions;
  sessions.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    sessions.push_back(pool.ByPassword("alice").TextAt("Session"));
  }
  const std::string code = pool.CodeOf("alice");
  ExpectOneOf(Outcomes([&](int thread) {
                return pool.Respond("SOFTWARE_TOKEN_MFA", sessions[static_cast<std::size_t>(thread)],
                                    {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}});
              }),
              "ExpiredCodeException: Your software token has already been used once.");
}

TEST_F(ParallelAnswers, TakeACodeThatWasSentOnce) {
  SetMfa(pool, "ON", "sms");
  pool.AddUser("alice", {{"phone_number", "+491701234567"}});
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  const std::string code = pool.SentCode();
  ExpectOneOf(Outcomes([&](int) {
                return pool.Respond("SMS_MFA", session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", code}});
              }),
              kUsedSession);
}

TEST_F(ParallelAnswers, SetOneAuthenticatorUpForASession) {
  SetMfa(pool, "ON", "token");
  pool.AddUser("alice");
  std::string session = pool.ByPassword("alice").TextAt("Session");
  const auto one_wins = [&](const std::function<Answer()>& call) {
    std::vector<std::string> sessions(kThreads);
    const auto outcomes = Outcomes([&](int thread) {
      Answer answer = call();
      if (answer.status == 200) {
        sessions[static_cast<std::size_t>(thread)] = answer.TextAt("Session");
      }
      return answer;
    });
    EXPECT_EQ(std::ranges::count(outcomes, kUsedSession), kThreads - 1) << outcomes[0] << ", " << outcomes[1] << ", " << outcomes[2];
    return *std::ranges::max_element(sessions);
  };
  const std::string begun = TextMember("Session", session);
  const std::string associated = TextMember("Session", one_wins([&] { return service.Call("AssociateSoftwareToken", "{" + begun + "}"); }));
  const std::string code = TextMember("UserCode", pool.CodeOf("alice"));
  session = one_wins([&] { return service.Call("VerifySoftwareToken", "{" + associated + "," + code + "}"); });
  ExpectOneOf(Outcomes([&](int) { return pool.Respond("MFA_SETUP", session, {{"USERNAME", "alice"}}); }), kUsedSession);
}

TEST_F(ParallelAnswers, CountEachWrongCode) {
  SetMfa(pool, "ON", "sms");
  pool.AddUser("alice", {{"phone_number", "+491701234567"}});
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  std::string wrong = pool.SentCode();
  wrong[0] = wrong[0] == '9' ? '0' : static_cast<char>(wrong[0] + 1);
  const auto give = [&](const std::string& code) {
    return pool.Respond("SMS_MFA", session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", code}});
  };
  for (int i = 0; i < 2; ++i) {
    Outcomes([&](int) { return give(wrong); });
  }
  const char* invalid = "NotAuthorizedException: Invalid session for the user.";
  EXPECT_EQ(NextOf(give(wrong)), invalid) << "the ninth";
  EXPECT_EQ(NextOf(give(pool.SentCode())), invalid);
}

TEST_F(ParallelAnswers, TellOfNoMoreGuessesThanTheLockoutAllows) {
  pool.AddUser("alice");
  std::vector<std::string> all;
  for (int round = 0; round < 3; ++round) {
    const auto outcomes = Outcomes([&](int) { return pool.ByPassword("alice", "Wrong-Pass1"); });
    all.insert(all.end(), outcomes.begin(), outcomes.end());
  }
  EXPECT_EQ(std::ranges::count(all, "NotAuthorizedException: Incorrect username or password."), 5);
  EXPECT_EQ(std::ranges::count(all, "NotAuthorizedException: Password attempts exceeded"), 3 * kThreads - 5);
}

}  // namespace
}  // namespace rockpool::support
