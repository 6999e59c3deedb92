// What of a sign-in is recorded, and what its risk leads to.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/threat_pool.h"
#include "tests/operations/sign_in/choice_pool.h"

namespace rockpool::support {
namespace {

using Level = api::RiskLevelType;
using Events = std::vector<std::string>;

std::string On(std::string_view level, std::string_view action) { return TakeoverWith(Action(level, action, false), ""); }

struct SignInEvents : ::testing::Test {
  TestService service;
  ThreatPool pool{service};
};

TEST_F(SignInEvents, SayWhetherThePasswordWasRight) {
  EXPECT_EQ(NextOf(pool.ByPassword("ann", "wrong")), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  EXPECT_EQ(pool.Events(), (Events{"SignIn Pass NoRisk [Password Success]", "SignIn Fail NoRisk [Password Failure]"}));
}

TEST_F(SignInEvents, AreOneOfASignInBySrp) {
  EXPECT_EQ(NextOf(pool.BySrp("ann")), "tokens");
  EXPECT_EQ(NextOf(pool.BySrp("ann", "wrong")), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(pool.Events(), (Events{"SignIn Fail NoRisk [Password Failure]", "SignIn Pass NoRisk [Password Success]"}));
}

TEST_F(SignInEvents, AreInProgressWhileTheSecondFactorIsOutstanding) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddToken("ann");
  ASSERT_EQ(pool.TryOn("AdminSetUserMFAPreference", "ann", R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  const auto before = pool.Events().size();
  const Answer asked = pool.ByPassword("ann");
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(pool.Event(), "SignIn InProgress NoRisk [Password Success]");
  const auto answer = [&](const std::string& code) {
    return NextOf(pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"), {{"USERNAME", "ann"}, {"SOFTWARE_TOKEN_MFA_CODE", code}}));
  };
  EXPECT_EQ(answer("000000"), "CodeMismatchException: Invalid code received for user");
  EXPECT_EQ(pool.Event(), "SignIn InProgress NoRisk [Password Success, Mfa Failure]");
  EXPECT_EQ(answer(pool.CodeOf("ann")), "tokens");
  EXPECT_EQ(pool.Event(), "SignIn Pass NoRisk [Password Success, Mfa Success]");
  EXPECT_EQ(pool.Events().size(), before + 1);
}

// By its id alone it would be looked for among all that are newer, while nobody else can write.
TEST_F(SignInEvents, AreFoundAgainByTheirDate) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddToken("ann");
  ASSERT_EQ(pool.TryOn("AdminSetUserMFAPreference", "ann", R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  const Answer asked = pool.ByPassword("ann");
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  const std::string id = pool.NewestId();
  service.world().store.Write([&](storage::Transaction& transaction) {
    auto event = transaction.auth_events().Find(transaction.users().Find(pool.id(), "ann").value().number, id).value();
    event.creation_millis += 1000;
    transaction.auth_events().Insert(event);
  });
  const std::string code = pool.CodeOf("ann");
  ASSERT_EQ(NextOf(pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"), {{"USERNAME", "ann"}, {"SOFTWARE_TOKEN_MFA_CODE", code}})),
            "tokens");
  EXPECT_EQ(pool.Events()[0], "SignIn InProgress NoRisk [Password Success]") << "another of that id";
  EXPECT_EQ(pool.Events()[1], "SignIn Pass NoRisk [Password Success, Mfa Success]");
}

TEST_F(SignInEvents, AreNoneOfNobodyAndOfRefreshes) {
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), "UserNotFoundException: User does not exist.");
  const Answer tokens = pool.ByPassword("ann");
  pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", tokens.TextAt("AuthenticationResult.RefreshToken")}});
  EXPECT_EQ(pool.Events().size(), 1U);
}

TEST_F(SignInEvents, AreAllThatAUserHasMade) {
  constexpr std::size_t kMany = 1200;  // more than were kept once
  service.world().store.Write([&](storage::Transaction& transaction) {
    const std::int64_t user = transaction.users().Find(pool.id(), "ann").value().number;
    const std::int64_t now = service.clock.Now();
    for (std::size_t i = 0; i < kMany; ++i) {
      transaction.auth_events().Insert({0, user, "e" + std::to_string(i), "{}", now, now + 1000});
    }
  });
  EXPECT_EQ(NextOf(pool.ByPassword("ann", "wrong")), "NotAuthorizedException: Incorrect username or password.");
  const auto events = service.world().store.Read([&](const storage::Transaction& transaction) {
    return transaction.auth_events().List(transaction.users().Find(pool.id(), "ann").value().number, std::nullopt, 2 * kMany);
  });
  ASSERT_EQ(events.size(), kMany + 1);
  EXPECT_EQ(events.back().event_id, "e0");
}

TEST_F(SignInEvents, AddNoWriteToASignIn) {
  const SignInPool off(service);
  off.AddUser("ann");
  const auto of = [&](const SignInPool& which) {
    const std::int64_t before = service.writes();
    EXPECT_EQ(NextOf(which.ByPassword("ann")), "tokens");
    return service.writes() - before;
  };
  EXPECT_EQ(of(pool), of(off));
}

TEST_F(SignInEvents, BlockOnTheLevelThatSaysSo) {
  pool.Configure(On("High", "BLOCK"));
  pool.Next(Level::High);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), kBlocked);
  EXPECT_EQ(pool.Event(), "SignIn Fail Block(High) [Password Success]");
  pool.Next(Level::Medium);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  EXPECT_EQ(pool.Event(), "SignIn Pass AccountTakeover(Medium) [Password Success]");
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  EXPECT_EQ(pool.Event(), "SignIn Pass NoRisk [Password Success]");
}

TEST_F(SignInEvents, BlockWithoutTellingWhetherThePasswordIsRight) {
  pool.Configure(On("Low", "BLOCK"));
  for (const char* password : {"wrong", kRightPassword}) {
    pool.Next(Level::Low);
    EXPECT_EQ(NextOf(pool.ByPassword("ann", password)), kBlocked);
    pool.Next(Level::Low);
    EXPECT_EQ(NextOf(pool.BySrp("ann", password)), kBlocked);
  }
}

TEST_F(SignInEvents, OnlyRecordInAuditMode) {
  ThreatPool audit(service, kAudit);
  audit.Configure(On("High", "BLOCK") + "," + kBlockCompromised);
  audit.Next(Level::High);
  EXPECT_EQ(NextOf(audit.ByPassword("ann")), "tokens");
  EXPECT_EQ(audit.Event(), "SignIn Pass AccountTakeover(High) [Password Success]");
  audit.NextIsCompromised();
  EXPECT_EQ(NextOf(audit.ByPassword("ann")), "tokens");
  EXPECT_EQ(audit.Event(), "SignIn Pass NoRisk compromised [Password Success]");
}

TEST_F(SignInEvents, AskForASecondFactorWhereTheUserHasOne) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.Configure(TakeoverWith(Action("Low", "MFA_IF_CONFIGURED", false) + "," + Action("High", "MFA_REQUIRED", false), ""));
  pool.Next(Level::Low);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  pool.Next(Level::High);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), kBlocked);
  EXPECT_EQ(pool.Event(), "SignIn Fail Block(High) [Password Success]");
  pool.AddToken("ann");  // and turned on for no sign-in
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  for (const Level level : {Level::Low, Level::High}) {
    pool.Next(level);
    const Answer asked = pool.ByPassword("ann");
    ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
    const std::string code = pool.CodeOf("ann");
    EXPECT_EQ(NextOf(pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"), {{"USERNAME", "ann"}, {"SOFTWARE_TOKEN_MFA_CODE", code}})),
              "tokens");
    service.clock.Advance(30'000);
  }
  EXPECT_EQ(pool.Event(), "SignIn Pass AccountTakeover(High) [Password Success, Mfa Success]");
}

TEST_F(SignInEvents, AskBySrpToo) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddToken("ann");
  pool.Configure(On("Medium", "MFA_REQUIRED"));
  pool.Next(Level::Medium);
  EXPECT_EQ(NextOf(pool.BySrp("ann")), "SOFTWARE_TOKEN_MFA");
}

TEST_F(SignInEvents, MakeWhoHasAKnownPasswordSetAnother) {
  pool.Configure(kBlockCompromised);
  pool.NextIsCompromised();
  EXPECT_EQ(NextOf(pool.ByPassword("ann", "wrong")), "NotAuthorizedException: Incorrect username or password.");
  pool.NextIsCompromised();
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), kBlocked);
  EXPECT_EQ(pool.Event(), "SignIn Fail Block compromised [Password Success]");
  EXPECT_EQ(pool.Show("ann").TextAt("UserStatus"), "RESET_REQUIRED");
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "PasswordResetRequiredException: Password reset required for the user");
}

TEST_F(SignInEvents, KnowThePasswordsOfAList) {
  service.risk_rules->AddPasswords({kRightPassword});
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  EXPECT_EQ(pool.Event(), "SignIn Pass NoRisk compromised [Password Success]");
  EXPECT_EQ(NextOf(pool.BySrp("ann")), "tokens");
  EXPECT_EQ(pool.Event(), "SignIn Pass NoRisk [Password Success]") << "SRP shows no password (documented)";
}

TEST_F(SignInEvents, JudgeNoPasswordThatAnAccessTokenStandsFor) {
  ThreatPool choosing(service, kEnforced, kChoosing);
  SetMfa(choosing, "OPTIONAL", "token");
  choosing.Configure(kBlockCompromised);
  service.risk_rules->AddPasswords({"Known-Pass1"});
  const Answer first = choosing.Initiate(
      "USER_AUTH",
      {{"USERNAME", "ann"}, {"PREFERRED_CHALLENGE", "PASSWORD"}, {"PASSWORD", kRightPassword}, {"TARGET_ACR_VALUES", "urn:cognito:loa:1"}});
  ASSERT_EQ(NextOf(first), "tokens");
  EXPECT_EQ(choosing.Event(), "SignIn Pass NoRisk [Password Success]");
  choosing.AddToken("ann");
  ASSERT_EQ(choosing.TryOn("AdminSetUserMFAPreference", "ann", R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  const Answer asked = choosing.Initiate("USER_AUTH", {{"USERNAME", "ann"},
                                                       {"PASSWORD", "Known-Pass1"},
                                                       {"TARGET_ACR_VALUES", "urn:cognito:loa:4"},
                                                       {"ACCESS_TOKEN", first.TextAt("AuthenticationResult.AccessToken")}});
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(choosing.Event(), "SignIn InProgress NoRisk []");
  EXPECT_EQ(choosing.Show("ann").TextAt("UserStatus"), "CONFIRMED");
}

TEST_F(SignInEvents, AskForTheFactorOfTheRiskWhateverAnAccessTokenProves) {
  ThreatPool choosing(
      service, std::string(kEnforced) + R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})", kChoosing);
  ASSERT_EQ(choosing.TryOn("AdminUpdateUserAttributes", "ann", R"("UserAttributes":[{"Name":"email_verified","Value":"true"}])"), kOk);
  SetMfa(choosing, "OPTIONAL", "token");
  choosing.AddToken("ann");
  choosing.Configure(On("High", "MFA_REQUIRED"));
  const auto aim = [&](Pairs parameters) {
    parameters["USERNAME"] = "ann";
    return choosing.Initiate("USER_AUTH", parameters);
  };
  const auto answer = [&](const Answer& asked, Pairs responses) {
    responses["USERNAME"] = "ann";
    return choosing.Respond(NextOf(asked), asked.TextAt("Session"), responses);
  };
  const Answer sent = aim({{"PREFERRED_CHALLENGE", "EMAIL_OTP"}, {"TARGET_ACR_VALUES", "urn:cognito:loa:2"}});
  const Answer first = answer(sent, {{"EMAIL_OTP_CODE", choosing.SentCode()}});
  ASSERT_EQ(NextOf(first), "tokens");
  const Answer offered =
      aim({{"TARGET_ACR_VALUES", "urn:cognito:loa:3"}, {"ACCESS_TOKEN", first.TextAt("AuthenticationResult.AccessToken")}});
  ASSERT_EQ(NextOf(offered), "SELECT_CHALLENGE");
  choosing.Next(Level::High);
  EXPECT_EQ(NextOf(answer(offered, {{"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}})), "SOFTWARE_TOKEN_MFA");
}

TEST_F(SignInEvents, FollowTheAppClientsOwnConfiguration) {
  pool.Configure(On("High", "BLOCK"));
  pool.Configure(TextMember("ClientId", pool.client()) + "," + On("High", "NO_ACTION"));
  pool.Next(Level::High);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
}

TEST_F(SignInEvents, CarryRulesOfAnAddressToo) {
  service.risk_rules->Add({{"", "", "192.0.2.7", Level::High, false, std::nullopt}});
  pool.Configure(On("High", "BLOCK"));
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
}

}  // namespace
}  // namespace rockpool::support
