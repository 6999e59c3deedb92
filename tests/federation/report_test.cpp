// What a sign-in through a provider leaves in its trace.
#include "server/federation/report.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "server/api/json.h"

namespace rockpool::federation {
namespace {

class FederationReport : public ::testing::Test {
 protected:
  // What the trace shows of it, whatever else it shows.
  rapidjson::Document Told() {
    report.Close();
    sign_in::Traces traces;
    traces.Keep(trace.call());
    rapidjson::Document shown;
    EXPECT_TRUE(api::ParseJson(traces.Json("", "", 0), shown)) << traces.Json("", "", 0);
    rapidjson::Document told;
    told.CopyFrom(shown["sign_ins"][0]["federation"], told.GetAllocator());
    return told;
  }
  static std::string TextOf(const api::JsonValue& value) { return std::string(api::TextOf(value)); }

  sign_in::Trace trace;
  Report report{trace};
};

TEST_F(FederationReport, TellsWhatWentToAndFroInItsOrder) {
  report.Sent("token request", "a=b");
  report.Received("token response", R"({"a":"b"})");
  const auto told = Told();
  ASSERT_EQ(told["messages"].Size(), 2U);
  EXPECT_EQ(TextOf(told["messages"][0]["direction"]), "sent");
  EXPECT_EQ(TextOf(told["messages"][0]["what"]), "token request");
  EXPECT_EQ(TextOf(told["messages"][0]["text"]), "a=b");
  EXPECT_EQ(TextOf(told["messages"][1]["direction"]), "received");
  EXPECT_EQ(TextOf(told["messages"][1]["text"]), R"({"a":"b"})");
}

TEST_F(FederationReport, TellsOnceWhatIsSaidAgain) {
  report.Sent("a", "b");
  report.Sent("a", "b");
  report.Received("a", "b");
  EXPECT_EQ(Told()["messages"].Size(), 2U);
}

TEST_F(FederationReport, TellsTheLastWordOfAnAttribute) {
  report.Mapped("email", "mail", "a@x.example");
  report.Mapped("name", "name", "Ann");
  report.Dropped("email", "mail", "the client may not write it");
  const auto told = Told();
  ASSERT_EQ(told["mapped"].Size(), 1U);
  EXPECT_EQ(TextOf(told["mapped"][0]["attribute"]), "name");
  EXPECT_EQ(TextOf(told["mapped"][0]["value"]), "Ann");
  ASSERT_EQ(told["dropped"].Size(), 1U);
  EXPECT_EQ(TextOf(told["dropped"][0]["claim"]), "mail");
  EXPECT_EQ(TextOf(told["dropped"][0]["reason"]), "the client may not write it");
}

TEST_F(FederationReport, CutsEachTextAndIsBoundedInAll) {
  report.Received("one", std::string(20'000, 'x'));
  EXPECT_EQ(TextOf(Told()["messages"][0]["text"]), std::string(16UL * 1024, 'x') + "...");
  for (int i = 0; i < 10'000; ++i) {
    report.Received("many " + std::to_string(i), std::string(1000, 'y'));
    report.Mapped("attribute " + std::to_string(i), "claim", std::string(1000, 'z'));
  }
  report.Close();
  EXPECT_LT(trace.call().federation().size(), 200'000U);
}

TEST_F(FederationReport, CutsBetweenCharacters) {
  std::string text = "x";
  while (text.size() < 20'000) text += "\u00e9";
  report.Received("one", text);
  EXPECT_EQ(TextOf(Told()["messages"][0]["text"]), text.substr(0, 16UL * 1024 - 1) + "...");
}

TEST_F(FederationReport, IsJsonWhateverIsReceived) {
  report.Received("b\xff", "a\xff\xfe\"\\\n\x01z");
  const auto told = Told();
  EXPECT_EQ(TextOf(told["messages"][0]["text"]), "a\"\\\n\x01z");
  EXPECT_EQ(TextOf(told["messages"][0]["what"]), "b");
}

TEST_F(FederationReport, ShowsTheUserBeforeAndAfter) {
  accounts::User user;
  user.record.username = "Corp_1";
  user.content.UserStatus = api::UserStatusType::EXTERNAL_PROVIDER;
  user.content.UserAttributes.emplace().push_back({.Name = "email", .Value = "a@x.example"});
  report.UserBefore(user);
  user.content.UserAttributes->front().Value = std::string(1000, 'x');
  report.UserAfter(user);
  const auto told = Told();
  EXPECT_EQ(TextOf(told["user_before"]["username"]), "Corp_1");
  EXPECT_EQ(TextOf(told["user_before"]["status"]), "EXTERNAL_PROVIDER");
  EXPECT_TRUE(told["user_before"]["enabled"].GetBool());
  EXPECT_EQ(TextOf(told["user_before"]["attributes"]["email"]), "a@x.example");
  EXPECT_EQ(TextOf(told["user_after"]["attributes"]["email"]), std::string(256, 'x') + "...");
}

TEST_F(FederationReport, OfASignInWithoutAProviderIsNotThere) {
  sign_in::Traces traces;
  traces.Keep({});
  EXPECT_EQ(traces.Json("", "", 0).find("federation"), std::string::npos);
}

TEST(Shortened, ShowsTheBeginningOfWhatIsLongEnough) {
  EXPECT_EQ(Shortened("ya29.a0AfH6SMBx1234567890"), "ya29... (25 characters)");
  EXPECT_EQ(Shortened("0123456789abcde"), "... (15 characters)");
  EXPECT_EQ(Shortened(""), "... (0 characters)");
  EXPECT_EQ(Shortened("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"), "... (16 characters)");
}

}  // namespace
}  // namespace rockpool::federation
