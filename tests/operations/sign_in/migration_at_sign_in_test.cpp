// Users whom the pool has not, but a UserMigration function knows.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::support {
namespace {

constexpr const char* kSource = "UserMigration_Authentication";
constexpr const char* kPreAuthentication = "PreAuthentication_Authentication";
constexpr const char* kExceeded = "NotAuthorizedException: Password attempts exceeded";
constexpr int kForgotten = 15 * 60'000;  // after as long a silence guesses are
constexpr const char* kHidingByPassword = R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"PreventUserExistenceErrors":"ENABLED")";
constexpr const char* kKnownUser =
    R"({"userAttributes":{"email":"old@example.com","email_verified":"true"},"finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS"})";

class MigrationAtSignIn : public testing::Test {
 protected:
  MigrationAtSignIn() { functions->Respond("UserMigration", kKnownUser); }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  SignInPool pool{service, LambdaMember({"UserMigration", "PreAuthentication"})};
};

TEST_F(MigrationAtSignIn, CreatesTheUserAndSignsHimIn) {
  pool.SendMetadata(R"({"from":"opening"})");
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kSource, kPreAuthentication}));
  EXPECT_EQ(functions->In(kSource, "userName"), "old");
  EXPECT_EQ(functions->In(kSource, "request.password"), kRightPassword);
  EXPECT_EQ(functions->In(kSource, "request.validationData.from"), "opening");
  EXPECT_EQ(functions->In(kPreAuthentication, "request.userAttributes.email"), "old@example.com");
  EXPECT_EQ(pool.Show("old").TextAt("UserStatus"), "CONFIRMED");
  functions->Forget();
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kPreAuthentication})) << "he is there now";
  EXPECT_EQ(NextOf(pool.ByPassword("old", "Wrong-Pass1")), kIncorrectPassword);
}

TEST_F(MigrationAtSignIn, HasItsAdministratorsForm) {
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", {{"USERNAME", "old"}, {"PASSWORD", kRightPassword}})), "tokens");
  EXPECT_EQ(functions->CountOf(kSource), 1U);
}

TEST_F(MigrationAtSignIn, IsForNoOtherFirstFactorThanAPasswordAtHand) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"])"));
  const auto choose = [&](const std::string& preferred, Pairs parameters = {}) {
    parameters.insert({{"USERNAME", "old"}, {"PREFERRED_CHALLENGE", preferred}});
    return NextOf(pool.Initiate("USER_AUTH", parameters));
  };
  EXPECT_EQ(choose("EMAIL_OTP"), kNotThere);
  EXPECT_EQ(choose("PASSWORD_SRP", {{"SRP_A", SrpClient().public_hex()}}), kNotThere);
  EXPECT_EQ(functions->Sources(), Sources());
  EXPECT_EQ(choose("PASSWORD", {{"PASSWORD", kRightPassword}}), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kSource, kPreAuthentication}));
}

// Of USER_AUTH without a preference: what is asked, and a password for the answer.
class MigrationByChoice : public MigrationAtSignIn {
 protected:
  MigrationByChoice() { Use(kLegacy); }

  void Use(const std::string& of_client) { pool.UseClient(pool.AddClient(of_client)); }
  Answer Ask(const std::string& name = "old") { return pool.Initiate("USER_AUTH", {{"USERNAME", name}}); }
  Answer Say(const Answer& asked, const std::string& password = kRightPassword, const std::string& name = "old") {
    return pool.Respond("SELECT_CHALLENGE", asked.TextAt("Session"), {{"USERNAME", name}, {"ANSWER", "PASSWORD"}, {"PASSWORD", password}});
  }
  // The choice first, and the password for the challenge that it leads to.
  Answer SayLater(const std::string& password = kRightPassword) {
    const Answer chosen = pool.Respond("SELECT_CHALLENGE", Ask().TextAt("Session"), {{"USERNAME", "old"}, {"ANSWER", "PASSWORD"}});
    EXPECT_EQ(NextOf(chosen), "PASSWORD");
    return pool.Respond("PASSWORD", chosen.TextAt("Session"), {{"USERNAME", "old"}, {"PASSWORD", password}});
  }

  static constexpr const char* kLegacy = R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"])";
  static constexpr const char* kHidingChoice = R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"],"PreventUserExistenceErrors":"ENABLED")";
};

TEST_F(MigrationByChoice, OffersThePasswordAloneWhereNobodyIsHidden) {
  const Answer asked = Ask();
  ASSERT_EQ(NextOf(asked), "SELECT_CHALLENGE");
  EXPECT_EQ(JsonAt(asked, "AvailableChallenges"), R"(["PASSWORD"])");
  EXPECT_EQ(functions->Sources(), Sources()) << "PreAuthentication is told of nobody by clients that hide who exists";
}

TEST_F(MigrationByChoice, IsPassedByPreAuthenticationAsWhoeverIsThere) {
  const char* refused = "UserLambdaValidationException: PreAuthentication failed with error Not he.";
  functions->Do("PreAuthentication", [](const triggers::Invocation& invocation) {
    const bool is_he = invocation.event.find("old@example.com") != std::string::npos;
    return triggers::Outcome{is_he ? triggers::Outcome::Kind::kFunctionError : triggers::Outcome::Kind::kAnswered,
                             is_he ? "Not he" : invocation.event, "", 1};
  });
  for (const bool hides : {false, true}) {
    Use(hides ? kHidingChoice : kLegacy);
    const Answer asked = Ask();
    const Answer waiting = Ask();
    EXPECT_EQ(functions->CountOf(kPreAuthentication), hides ? 2U : 0U);
    functions->Forget();
    EXPECT_EQ(NextOf(Say(asked)), refused);
    EXPECT_EQ(functions->Sources(), (Sources{kSource, kPreAuthentication}));
    EXPECT_EQ(functions->In(kPreAuthentication, "request.userNotFound"), "false");
    EXPECT_EQ(NextOf(Say(asked)), kUsedSession);
    EXPECT_EQ(NextOf(Say(waiting)), refused) << "who came to be meanwhile";
    EXPECT_EQ(NextOf(Ask()), refused);
    EXPECT_EQ(functions->CountOf(kSource), 1U);
    EXPECT_EQ(pool.TryOn("AdminDeleteUser", "old", ""), kOk);
    functions->Forget();
  }
}

TEST_F(MigrationByChoice, CreatesTheUserByThePasswordThatAnswersEitherChallenge) {
  for (const char* of_client : {kLegacy, kHidingChoice}) {
    Use(of_client);
    const Answer asked = Ask();
    functions->Forget();
    pool.SendMetadata(R"({"from":"answer"})");
    EXPECT_EQ(NextOf(Say(asked)), "tokens");
    EXPECT_EQ(functions->Sources(), (Sources{kSource, kPreAuthentication}));
    EXPECT_EQ(functions->In(kPreAuthentication, "request.userAttributes.email"), "old@example.com");
    EXPECT_EQ(functions->In(kPreAuthentication, "request.validationData.from"), "-");
    EXPECT_EQ(functions->In(kSource, "userName"), "old");
    EXPECT_EQ(functions->In(kSource, "request.password"), kRightPassword);
    EXPECT_EQ(functions->In(kSource, "request.clientMetadata.from"), "answer");
    EXPECT_EQ(pool.Show("old").TextAt("UserStatus"), "CONFIRMED");
    functions->Forget();
    EXPECT_EQ(NextOf(Say(Ask())), "tokens");
    EXPECT_EQ(functions->CountOf(kSource), 0U) << "he is there now";
    EXPECT_EQ(pool.TryOn("AdminDeleteUser", "old", ""), kOk);
    EXPECT_EQ(NextOf(SayLater()), "tokens");
    EXPECT_EQ(functions->CountOf(kSource), 1U);
    EXPECT_EQ(pool.TryOn("AdminDeleteUser", "old", ""), kOk);
  }
}

TEST_F(MigrationByChoice, TellsTheFunctionTheNameAsItWasTyped) {
  const Answer asked = Ask("Old@Example.com");
  EXPECT_EQ(NextOf(Say(asked, kRightPassword, "Old@Example.com")), "tokens");
  EXPECT_EQ(functions->In(kSource, "userName"), "Old@Example.com");
}

// Where users are named by their addresses, the made-up UUID is what a client may know nobody by.
TEST_F(MigrationByChoice, TellsTheFunctionTheNameAsItWasTypedAlsoWhereTheAnswerHasAnother) {
  SignInPool by_email{
      service, LambdaMember({"UserMigration"}) + R"(,"UsernameAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false})"};
  by_email.UseClient(
      by_email.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_AUTH","ALLOW_USER_SRP_AUTH"],"PreventUserExistenceErrors":"ENABLED")"));
  const auto sign_in = [&](const std::string& typed) {
    const Answer made_up = by_email.Initiate("USER_SRP_AUTH", {{"USERNAME", typed}, {"SRP_A", SrpClient().public_hex()}});
    const std::string uuid = made_up.TextAt("ChallengeParameters.USER_ID_FOR_SRP");
    EXPECT_EQ(uuid.size(), 36U);
    const Answer asked = by_email.Initiate("USER_AUTH", {{"USERNAME", typed}});
    const Pairs answer = {{"USERNAME", uuid}, {"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}};
    return NextOf(by_email.Respond("SELECT_CHALLENGE", asked.TextAt("Session"), answer));
  };
  EXPECT_EQ(sign_in(std::string(128, 'x') + "@example.com"), kIncorrectPassword);
  EXPECT_EQ(functions->CountOf(kSource), 0U) << "no username is as long";
  EXPECT_EQ(sign_in("Old@Example.com"), "tokens");
  EXPECT_EQ(functions->In(kSource, "userName"), "Old@Example.com");
}

TEST_F(MigrationByChoice, TellsOfNobodyWhomTheFunctionDoesNotKnow) {
  functions->Respond("UserMigration", "{}");
  const Answer asked = Ask();
  EXPECT_EQ(NextOf(Say(asked)), kNotThere);
  EXPECT_EQ(NextOf(Say(asked)), kUsedSession);
  EXPECT_EQ(NextOf(SayLater()), kNotThere);
  Use(kHidingChoice);
  EXPECT_EQ(NextOf(Say(Ask())), kIncorrectPassword);
}

TEST_F(MigrationByChoice, IsRefusedByTheFunctionInItsWordsUnlessTheClientHidesWhoExists) {
  functions->Throw("UserMigration", "Bad password");
  EXPECT_EQ(NextOf(Say(Ask())), "UserLambdaValidationException: UserMigration failed with error Bad password.");
  Use(kHidingChoice);
  EXPECT_EQ(NextOf(Say(Ask())), kIncorrectPassword);
  functions->Respond("UserMigration", R"({"finalUserStatus":"CONFIRMED"})");
  EXPECT_EQ(NextOf(Say(Ask())), "UserNotFoundException: Exception migrating user in app client " + pool.client());
  EXPECT_EQ(pool.Try("AdminGetUser", TextMember("Username", "old")), kNotThere);
}

TEST_F(MigrationByChoice, IsNotAskedByWhoHasGuessedTooOften) {
  functions->Throw("UserMigration", "Bad password");
  for (int i = 0; i < 5; ++i) {
    Say(Ask());
  }
  functions->Respond("UserMigration", kKnownUser);
  functions->Forget();
  EXPECT_EQ(NextOf(Say(Ask())), kExceeded);
  EXPECT_EQ(functions->CountOf(kSource), 0U);
  service.clock.Advance(kForgotten);
  EXPECT_EQ(NextOf(Say(Ask())), "tokens");
}

TEST_F(MigrationByChoice, IsAskedAboutOneOfSeveralAnswersAtOnce) {
  // Each but the last fills the time of the one before, so that none has been counted when the next is looked at.
  const std::vector<std::string> guesses = {"Guess-Pass1", "Guess-Pass2", "Guess-Pass3", kRightPassword};
  for (const bool hides : {false, true}) {
    Use(hides ? kHidingChoice : kLegacy);
    const Answer asked = Ask();
    std::vector<std::string> meanwhile;
    functions->Forget();
    functions->Do("UserMigration", [&](const triggers::Invocation& invocation) {
      const std::size_t next = functions->CountOf(kSource);
      if (next < guesses.size()) {
        meanwhile.push_back(NextOf(Say(asked, guesses[next])));
      }
      const bool is_right = invocation.event.find(kRightPassword) != std::string::npos;
      return triggers::Outcome{triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, is_right ? kKnownUser : "{}"), "", 1};
    });
    EXPECT_EQ(NextOf(Say(asked, guesses[0])), hides ? kIncorrectPassword : kNotThere);
    EXPECT_EQ(meanwhile, (Sources{kUsedSession}));
    EXPECT_EQ(functions->CountOf(kSource), 1U);
    EXPECT_EQ(pool.Try("AdminGetUser", TextMember("Username", "old")), kNotThere) << "an answer to a used session leaves nothing behind";
    functions->Respond("UserMigration", kKnownUser);
  }
}

TEST_F(MigrationByChoice, CountsEachGuessOfSessionsThatWereOpenedBefore) {
  functions->Respond("UserMigration", "{}");
  for (const bool hides : {false, true}) {
    Use(hides ? kHidingChoice : kLegacy);
    std::vector<Answer> asked(6);
    for (Answer& one : asked) {
      one = Ask();
    }
    functions->Forget();
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_EQ(NextOf(Say(asked[i])), hides ? kIncorrectPassword : kNotThere);
      EXPECT_EQ(NextOf(Say(asked[i])), kUsedSession);
    }
    EXPECT_EQ(NextOf(Say(asked[5])), kExceeded);
    EXPECT_EQ(functions->CountOf(kSource), 5U);
    service.clock.Advance(kForgotten);
  }
}

TEST_F(MigrationByChoice, IsAskedAboutNoMoreAnswersAtOnceThanTheLockoutLetsThrough) {
  for (const bool hides : {false, true}) {
    Use(hides ? kHidingChoice : kLegacy);
    std::vector<Answer> asked(8);
    for (Answer& one : asked) {
      one = Ask();
    }
    functions->Forget();
    std::vector<std::string> meanwhile;
    functions->Do("UserMigration", [&](const triggers::Invocation& invocation) {
      if (const std::size_t next = functions->CountOf(kSource); next < asked.size()) {
        meanwhile.push_back(NextOf(Say(asked[next])));
      }
      return triggers::Outcome{triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, "{}"), "", 1};
    });
    const char* refused = hides ? kIncorrectPassword : kNotThere;
    EXPECT_EQ(NextOf(Say(asked[0])), refused);
    EXPECT_EQ(meanwhile, (Sources{kExceeded, refused, refused, refused, refused}));
    EXPECT_EQ(functions->CountOf(kSource), 5U);
    service.clock.Advance(2'000);
    functions->Respond("UserMigration", kKnownUser);
    EXPECT_EQ(NextOf(Say(asked[5])), "tokens") << "the lockout costs no session";
    EXPECT_EQ(pool.TryOn("AdminDeleteUser", "old", ""), kOk);
  }
}

// As each answer that the function is asked about. He has to begin anew in any case.
TEST_F(MigrationByChoice, CostsTheSessionOfWhoHasToResetHisPassword) {
  functions->Respond("UserMigration", R"({"userAttributes":{"email":"old@example.com"},"messageAction":"SUPPRESS"})");
  const Answer asked = Ask();
  EXPECT_EQ(NextOf(Say(asked)), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(NextOf(Say(asked)), kUsedSession);
  EXPECT_EQ(NextOf(Ask()), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(functions->CountOf(kSource), 1U) << "he is there from then on";
}

TEST_F(MigrationByChoice, IsForNoOtherAnswerThanAPasswordInClear) {
  Use(kHidingChoice);
  const auto answer = [&](const Pairs& more) {
    Pairs responses = more;
    responses["USERNAME"] = "old";
    return NextOf(pool.Respond("SELECT_CHALLENGE", Ask().TextAt("Session"), responses));
  };
  EXPECT_EQ(answer({{"ANSWER", "PASSWORD_SRP"}, {"SRP_A", SrpClient().public_hex()}, {"PASSWORD", kRightPassword}}), "PASSWORD_VERIFIER");
  EXPECT_EQ(answer({{"ANSWER", "EMAIL_OTP"}, {"PASSWORD", kRightPassword}}),
            "InvalidParameterException: Selected challenge is not available.");
  EXPECT_EQ(answer({{"ANSWER", "PASSWORD"}, {"PASSWORD", std::string(257, 'x')}}), kIncorrectPassword);
  EXPECT_EQ(functions->CountOf(kSource), 0U);
  EXPECT_EQ(NextOf(pool.Initiate("USER_AUTH", {{"USERNAME", "old"}, {"PREFERRED_CHALLENGE", "PASSWORD_SRP"}, {"SRP_A", "12"}})),
            "PASSWORD_VERIFIER");
}

TEST_F(MigrationAtSignIn, KnowsNothingOfProofs) {
  EXPECT_EQ(NextOf(pool.BySrp("old")), kNotThere);
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(MigrationAtSignIn, TellsOfAResetThatIsRequiredAlsoWhereNoStatusIsSaid) {
  for (const char* status : {R"(,"finalUserStatus":"RESET_REQUIRED")", ""}) {
    const std::string name = std::string("old") + (*status == '\0' ? "er" : "");
    functions->Respond("UserMigration",
                       std::string(R"({"userAttributes":{"email":"old@example.com"},"messageAction":"SUPPRESS")") + status + "}");
    EXPECT_EQ(NextOf(pool.ByPassword(name)), "PasswordResetRequiredException: Password reset required for the user");
    EXPECT_EQ(pool.Show(name).TextAt("UserStatus"), "RESET_REQUIRED");
  }
}

TEST_F(MigrationAtSignIn, TellsOfNobodyWhomTheFunctionDoesNotKnow) {
  functions->Respond("UserMigration", "{}");
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), kNotThere);
  EXPECT_EQ(functions->Sources(), (Sources{kSource}));
  pool.UseClient(pool.AddClient(kHidingByPassword));
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), kIncorrectPassword);
  EXPECT_EQ(functions->Sources(), (Sources{kSource, kSource, kPreAuthentication}));
  EXPECT_EQ(functions->In(kPreAuthentication, "request.userNotFound"), "true");
}

TEST_F(MigrationAtSignIn, TellsOfItsFailuresWhateverTheClientHides) {
  for (const std::string& client : {pool.client(), pool.AddClient(kHidingByPassword)}) {
    pool.UseClient(client);
    const std::string not_migrated = "UserNotFoundException: Exception migrating user in app client " + client;
    for (const char* response : {R"({"userAttributes":{"custom:unknown":"x"},"finalUserStatus":"CONFIRMED"})",
                                 R"({"finalUserStatus":"CONFIRMED"})", R"({"unknown":"x"})"}) {
      functions->Respond("UserMigration", response);
      EXPECT_EQ(NextOf(pool.ByPassword("old")), not_migrated) << response;
    }
    service.clock.Advance(kForgotten);
    functions->Return("UserMigration", "null");
    EXPECT_EQ(NextOf(pool.ByPassword("old")), not_migrated);
    functions->Miss("UserMigration", "AccessDeniedException");
    EXPECT_EQ(NextOf(pool.ByPassword("old")), not_migrated);
    service.clock.Advance(kForgotten);
  }
  EXPECT_EQ(pool.Try("AdminGetUser", TextMember("Username", "old")), kNotThere);
}

TEST_F(MigrationAtSignIn, IsRefusedByTheFunctionInItsWordsUnlessTheClientHidesWhoExists) {
  functions->Throw("UserMigration", "Bad password");
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "UserLambdaValidationException: UserMigration failed with error Bad password.");
  pool.UseClient(pool.AddClient(kHidingByPassword));
  EXPECT_EQ(NextOf(pool.ByPassword("old")), kIncorrectPassword);
  EXPECT_NE(service.traces->Json(pool.id(), "old", 0).find("UserMigration failed with error Bad password."), std::string::npos);
  EXPECT_EQ(pool.Try("AdminGetUser", TextMember("Username", "old")), kNotThere);
}

TEST_F(MigrationAtSignIn, IsNotAskedByWhoHasGuessedTooOften) {
  using Cases = std::vector<std::pair<std::string, std::string>>;
  const std::string hiding = pool.AddClient(kHidingByPassword);
  for (const auto& [client, response] : Cases{{pool.client(), ""}, {pool.client(), "{}"}, {hiding, ""}, {hiding, "{}"}}) {
    pool.UseClient(client);
    functions->Forget();
    if (response.empty()) {
      functions->Throw("UserMigration", "Bad password");
    } else {
      functions->Respond("UserMigration", response);
    }
    for (int i = 0; i < 5; ++i) {
      pool.ByPassword("old");
    }
    functions->Respond("UserMigration", kKnownUser);
    EXPECT_EQ(NextOf(pool.ByPassword("old")), kExceeded) << client << response;
    EXPECT_EQ(functions->CountOf(kSource), 5U) << client << response;
    service.clock.Advance(kForgotten);
  }
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "tokens");
}

TEST_F(MigrationAtSignIn, IsAskedAboutNoMoreGuessesAtOnceThanTheLockoutLetsThrough) {
  const std::string hiding = pool.AddClient(kHidingByPassword);
  for (const std::string& client : {pool.client(), hiding}) {
    pool.UseClient(client);
    functions->Forget();
    // Each guess comes while the function is asked about the one before.
    std::vector<std::string> meanwhile;
    functions->Do("UserMigration", [&](const triggers::Invocation& invocation) {
      if (functions->CountOf(kSource) < 8) {
        meanwhile.push_back(NextOf(pool.ByPassword("old")));
      }
      return triggers::Outcome{triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, "{}"), "", 1};
    });
    const char* refused = client == hiding ? kIncorrectPassword : kNotThere;
    EXPECT_EQ(NextOf(pool.ByPassword("old")), refused);
    EXPECT_EQ(meanwhile, (Sources{kExceeded, refused, refused, refused, refused}));
    EXPECT_EQ(functions->CountOf(kSource), 5U);
    service.clock.Advance(kForgotten);
  }
}

TEST_F(MigrationAtSignIn, TakesTheGuessBackThatWasRight) {
  SignInPool by_email{service, LambdaMember({"UserMigration"}) + R"(,"UsernameAttributes":["email"])"};
  EXPECT_EQ(NextOf(by_email.ByPassword("old@example.com")), "tokens");
  EXPECT_EQ(by_email.TryOn("AdminDeleteUser", "old@example.com"), kOk);
  functions->Throw("UserMigration", "Bad password");
  for (int i = 0; i < 4; ++i) {
    by_email.ByPassword("old@example.com");
  }
  functions->Respond("UserMigration", kKnownUser);
  EXPECT_EQ(NextOf(by_email.ByPassword("old@example.com")), "tokens");
}

TEST_F(MigrationAtSignIn, IsNotAskedWithAPasswordThatIsTooLongToBeOne) {
  EXPECT_EQ(NextOf(pool.ByPassword("old", std::string(257, 'x'))), kNotThere);
  EXPECT_EQ(functions->Sources(), Sources());
}

}  // namespace
}  // namespace rockpool::support
