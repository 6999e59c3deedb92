// The e-mails about sign-ins that look like somebody else's.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/threat_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

using Level = api::RiskLevelType;

constexpr const char* kArn = R"("SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com")";

std::string Telling(const std::string& action, const std::string& emails, bool notifies = true) {
  return TakeoverWith(Action("High", action, notifies), R"("NotifyConfiguration":{)" + JoinedMembers(kArn, emails) + "}");
}

struct Notices : ::testing::Test {
  storage::Message Newest() { return LastMessageOf(service, pool.id()); }

  TestService service;
  ThreatPool pool{service};
};

TEST_F(Notices, SayWhatBecameOfTheSignIn) {
  SetMfa(pool, "OPTIONAL", "token");
  const std::string emails = Email("BlockEmail") + "," + Email("MfaEmail") + "," + Email("NoActionEmail");
  for (const auto& [action, subject] : std::vector<std::pair<std::string, std::string>>{{"BLOCK", "About BlockEmail"},
                                                                                        {"NO_ACTION", "About NoActionEmail"},
                                                                                        {"MFA_IF_CONFIGURED", "About NoActionEmail"},
                                                                                        {"MFA_REQUIRED", "About BlockEmail"}}) {
    pool.Configure(Telling(action, emails));
    pool.Next(Level::High);
    pool.ByPassword("ann");
    EXPECT_EQ(Newest().subject, subject) << action;
    EXPECT_EQ(Newest().destination, "ann@example.com");
    EXPECT_EQ(Newest().purpose, "AccountTakeOverNotification");
  }
  pool.AddToken("ann");
  pool.Next(Level::High);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(Newest().subject, "About MfaEmail");
  EXPECT_EQ(Newest().body, "<p>MfaEmail</p>");
}

TEST_F(Notices, AreSentWhereTheLevelSaysSoAlone) {
  pool.Configure(Telling("NO_ACTION", "", false));
  pool.Next(Level::High);
  pool.ByPassword("ann");
  pool.Configure(Telling("NO_ACTION", ""));
  pool.Next(Level::Low);
  pool.ByPassword("ann");
  EXPECT_TRUE(MessagesOf(service, pool.id()).empty());
}

TEST_F(Notices, AreNoneInAuditModeAndOfWhoHasNoAddress) {
  ThreatPool audit(service, kAudit);
  audit.Configure(Telling("BLOCK", ""));
  audit.Next(Level::High);
  EXPECT_EQ(NextOf(audit.ByPassword("ann")), "tokens");
  EXPECT_TRUE(MessagesOf(service, audit.id()).empty());
  pool.Configure(Telling("BLOCK", ""));
  pool.AddUser("bert");
  service.risk_rules->Add({{pool.id(), "bert", "", Level::High, false, 1}});
  EXPECT_EQ(NextOf(pool.ByPassword("bert")), kBlocked);
  EXPECT_TRUE(MessagesOf(service, pool.id()).empty());
}

TEST_F(Notices, HaveAwsWordsWhereThePoolHasNone) {
  pool.Configure(Telling("BLOCK", ""));
  pool.Next(Level::High);
  pool.ByPassword("ann");
  EXPECT_EQ(Newest().subject, "Blocked sign-in attempt");
  EXPECT_NE(Newest().body.find("We blocked an unrecognized sign-in to your account with this information:"), std::string::npos);
  EXPECT_NE(Newest().body.find("<li>Location: null, null</li>"), std::string::npos) << Newest().body;
}

TEST_F(Notices, FillThePlacesOfTheirTemplateOnce) {
  service.clock.Advance(21'237'155'000);
  pool.AddUser("{city}<b>", {{"email", "b@example.com"}});
  pool.Configure(Telling("BLOCK",
                         R"("BlockEmail":{"Subject":"s","HtmlBody":"{username}|{ip-address}|{city}|{country}|{login-time}|{device-name}|)"
                         R"({one-click-link-valid}|{unknown}|{event-id}"})"));
  service.risk_rules->Add({{pool.id(), "{city}<b>", "", Level::High, false, 1}});
  EXPECT_EQ(NextOf(pool.ByPassword("{city}<b>")), kBlocked);
  EXPECT_EQ(Newest().body, "{city}&lt;b&gt;||null|null|Wed Jul 17 17:25:55 UTC 2024|Other, Other||{unknown}|" +
                               std::string(pool.List("{city}<b>").At("AuthEvents")[0]["EventId"].GetString()));
}

TEST_F(Notices, LinkToThePoolsDomain) {
  ASSERT_EQ(pool.Try("CreateUserPoolDomain", R"("Domain":"threats")"), kOk);
  pool.Configure(Telling("BLOCK", R"("BlockEmail":{"Subject":"s","TextBody":"{one-click-link-invalid}"})"));
  pool.Next(Level::High);
  pool.ByPassword("ann");
  const std::string begin = "https://threats.auth.us-east-1.amazoncognito.com/feedback?user_name=ann&event_id=" + pool.NewestId();
  EXPECT_TRUE(Newest().body.starts_with(begin)) << Newest().body;
  EXPECT_NE(Newest().body.find("&feedback=Invalid&"), std::string::npos) << Newest().body;
}

TEST_F(Notices, WriteTheLinkIntoHtmlAsHtml) {
  ASSERT_EQ(pool.Try("CreateUserPoolDomain", R"("Domain":"threats")"), kOk);
  pool.Configure(Telling("BLOCK", R"("BlockEmail":{"Subject":"s","HtmlBody":"<a href={one-click-link-invalid}>no</a>"})"));
  pool.Next(Level::High);
  pool.ByPassword("ann");
  EXPECT_NE(Newest().body.find("&amp;feedback=Invalid&amp;"), std::string::npos) << Newest().body;
}

TEST(NoticesByFunctions, AreNotAskedOfCustomMessage) {
  TestService service;
  const auto functions = FakeInvoker::Of(service);
  ThreatPool pool(service, LambdaMember({"CustomMessage"}) + kEnforced);
  pool.Configure(Telling("BLOCK", ""));
  pool.Next(Level::High);
  EXPECT_EQ(NextOf(pool.ByPassword("ann")), kBlocked);
  EXPECT_EQ(functions->CountOf("CustomMessage"), 0U) << "CustomMessage has no words for notices";
}

}  // namespace
}  // namespace rockpool::support
