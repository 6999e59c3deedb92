// Where a sign-in comes from: addresses that are blocked or always allowed, and what requests say of their users.
#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "tests/operations/auth_events/threat_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

using Level = api::RiskLevelType;

constexpr const char* kFlows =
    R"("PreventUserExistenceErrors":"ENABLED","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH"])";
constexpr const char* kChrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

// As AWS's library for browsers makes it.
std::string Encoded() {
  return crypto::Base64Encode(R"({"payload":"{\"contextData\":{\"UserAgent\":\")" + std::string(kChrome) +
                              R"(\",\"ClientTimezone\":\"-07:00\"},\"username\":\"ann\"}","signature":"x","version":"JS20171115"})");
}

struct Senders : ::testing::Test {
  // By an administrator's server, for a user at that address.
  std::string From(const std::string& address, const std::string& more = "") const {
    return NextOf(pool.Call("AdminInitiateAuth",
                            TextMember("ClientId", pool.client()) +
                                R"(,"AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"PASSWORD":"Right-Pass1",)" +
                                TextMember("USERNAME", name) + "}," +
                                R"("ContextData":{"ServerName":"s","ServerPath":"/p","HttpHeaders":[{"headerName":"User-Agent",)" +
                                TextMember("headerValue", kChrome) + "}]," + TextMember("IpAddress", address) + more + "}"));
  }
  std::string Context() const {
    const Answer answer = pool.List();
    const auto& context = answer.At("AuthEvents")[0]["EventContextData"];
    return std::string(context["IpAddress"].GetString()) + " " + context["DeviceName"].GetString() +
           (context.HasMember("Timezone") ? std::string(" ") + context["Timezone"].GetString() : "");
  }

  mutable TestService service;
  std::string name = "ann";
  ThreatPool pool{service, kEnforced, kFlows};
};

TEST_F(Senders, AreWhatAnAdministratorsServerSays) {
  EXPECT_EQ(From("192.0.2.7"), "tokens");
  EXPECT_EQ(Context(), "192.0.2.7 Chrome 126, Windows 10");
  EXPECT_EQ(From("no address"), "tokens");
  EXPECT_EQ(Context(), " Chrome 126, Windows 10");
  EXPECT_EQ(From("2001:db8::1", "," + TextMember("EncodedData", Encoded())), "tokens");
  EXPECT_EQ(Context(), "2001:db8::1 Chrome 126, Windows 10 -07:00");
}

TEST_F(Senders, AreRefusedInABlockedRange) {
  pool.Configure(Blocking("192.0.2.0/28"));
  EXPECT_EQ(From("192.0.2.7"), "NotAuthorizedException: Request not allowed due to security reasons.");
  EXPECT_EQ(pool.Event(), "SignIn Fail Block [Password Success]");
  EXPECT_EQ(From("192.0.2.16"), "tokens");
}

TEST_F(Senders, AreToldTheSameInABlockedRangeWhoeverTheyAre) {
  pool.Configure(Blocking("192.0.2.0/28"));
  const std::string as_ann = From("192.0.2.7");
  name = "nobody";
  EXPECT_EQ(From("192.0.2.16"), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(From("192.0.2.7"), as_ann);
}

TEST_F(Senders, AreNoRiskInASkippedRange) {
  pool.Configure(Skipping("192.0.2.7/32") + "," + TakeoverWith(Action("High", "BLOCK", false), ""));
  service.risk_rules->Add({{pool.id(), "ann", "", Level::High, false, std::nullopt}});
  EXPECT_EQ(From("192.0.2.7"), "tokens");
  EXPECT_EQ(pool.Event(), "SignIn Pass NoRisk [Password Success]");
  EXPECT_EQ(From("192.0.2.8"), kBlocked);
}

TEST_F(Senders, MeetRulesOfTheirAddress) {
  pool.Configure(TakeoverWith(Action("High", "BLOCK", false), ""));
  service.risk_rules->Add({{"", "", "192.0.2.7", Level::High, false, 1}});
  EXPECT_EQ(From("192.0.2.8"), "tokens");
  EXPECT_EQ(From("192.0.2.7"), kBlocked);
  EXPECT_EQ(From("192.0.2.7"), "tokens");
}

// By the user himself, who says where he is.
struct UserContexts : Senders {
  std::string Says(const std::string& context, bool has_secret) const {
    const std::string hash = has_secret ? "," + TextMember("SECRET_HASH", SecretHash(secret_, "ann", pool.client())) : "";
    return NextOf(
        service.Call("InitiateAuth", "{" + TextMember("ClientId", pool.client()) +
                                         R"(,"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann","PASSWORD":"Right-Pass1")" +
                                         hash + R"(},"UserContextData":{)" + context + "}}"));
  }
  void UseClientWith(const std::string& members) {
    const Answer made = pool.Call("CreateUserPoolClient", R"("ClientName":"c",)" + std::string(kFlows) + members);
    ASSERT_EQ(OutcomeOf(made), kOk);
    pool.UseClient(made.TextAt("UserPoolClient.ClientId"));
    secret_ = made.Has("UserPoolClient.ClientSecret") ? made.TextAt("UserPoolClient.ClientSecret") : "";
  }

  std::string secret_;
};

TEST_F(UserContexts, SayTheAddressWhereTheClientMaySaySo) {
  const std::string there = TextMember("IpAddress", "192.0.2.7");
  EXPECT_EQ(Says(there, false), "tokens");
  EXPECT_EQ(Context(), " Other, Other");
  UseClientWith(R"(,"GenerateSecret":true)");
  EXPECT_EQ(Says(there, true), "tokens");
  EXPECT_EQ(Context(), " Other, Other");
  UseClientWith(R"(,"GenerateSecret":true,"EnablePropagateAdditionalUserContextData":true)");
  EXPECT_EQ(Says(there, true), "tokens");
  EXPECT_EQ(Context(), "192.0.2.7 Other, Other");
  EXPECT_EQ(Says(TextMember("IpAddress", "192.0.2.777"), true), "tokens");
  EXPECT_EQ(Context(), " Other, Other");
}

TEST_F(UserContexts, AreReadOfAnyClientAndIgnoredWhereTheyAreMalformed) {
  EXPECT_EQ(Says(TextMember("EncodedData", Encoded()), false), "tokens");
  EXPECT_EQ(Context(), " Chrome 126, Windows 10 -07:00");
  for (const std::string& data : {std::string("!"), crypto::Base64Encode("[]"), crypto::Base64Encode(R"({"payload":1})"),
                                  crypto::Base64Encode(R"({"payload":"{\"contextData\":7}"})"), std::string(20'000, 'A')}) {
    EXPECT_EQ(Says(TextMember("EncodedData", data), false), "tokens");
    EXPECT_EQ(Context(), " Other, Other") << data.substr(0, 40);
  }
}

}  // namespace
}  // namespace rockpool::support
