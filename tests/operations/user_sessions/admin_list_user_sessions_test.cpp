#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/user_sessions/session_pool.h"

namespace rockpool::support {
namespace {

using AdminListUserSessions = PoolTest<SessionPool>;
using Ids = std::vector<std::string>;

TEST_F(AdminListUserSessions, ShowsEveryMemberOfASignInByTheApi) {
  const auto tokens = pool.SignInFrom(kChrome, "192.0.2.1");
  const Answer answer = pool.Call("AdminListUserSessions", TextMember("Username", "ada"));
  const std::string id = pool.SessionsOf().at(0);
  EXPECT_EQ(answer.body, R"({"Sessions":[{"ClientId":")" + pool.client() +
                             R"(","CreateDate":1700000000.000,"DeviceType":"Chrome 125 / macOS 15.0","IsCurrentSession":false,)"
                             R"("LastActiveDate":1700000000.000,"LastIPAddress":"192.0.2.1","LastLocation":{"Country":"unknown"},)"
                             R"("SessionId":")" +
                             id + R"(","SessionType":"TOKEN"}]})");
  EXPECT_EQ(id.size(), 28U);
  EXPECT_TRUE(id.starts_with("tkn"));
  EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos);
  EXPECT_EQ(SessionOf(tokens), '"' + id + '"') << "the access token says it";
  EXPECT_EQ(ClaimOf(IdOf(tokens), "session_id"), '"' + id + '"') << "and so does the ID token";
}

TEST_F(AdminListUserSessions, ShowsTheSessionThatASignInCameThrough) {
  const std::string sso = pool.BeginSso("b");
  service.clock.Advance(1);
  pool.SignInFrom("a server's library", "192.0.2.7", sso);
  const Answer answer = pool.Call("AdminListUserSessions", TextMember("Username", "ada"));
  EXPECT_EQ(SessionPool::IdsIn(answer).size(), 2U);
  const auto& token = answer.At("Sessions")[0];
  EXPECT_STREQ(token["OriginSessionId"].GetString(), sso.c_str());
  EXPECT_STREQ(token["DeviceType"].GetString(), "Chrome 125 / macOS 15.0") << "the browser's";
  EXPECT_STREQ(token["LastIPAddress"].GetString(), "192.0.2.9");
  const auto& browser = answer.At("Sessions")[1];
  EXPECT_STREQ(browser["SessionId"].GetString(), sso.c_str());
  EXPECT_STREQ(browser["SessionType"].GetString(), "SSO");
  EXPECT_STREQ(browser["ClientId"].GetString(), pool.client().c_str());
  EXPECT_FALSE(browser["IsCurrentSession"].GetBool());
  EXPECT_FALSE(browser.HasMember("OriginSessionId"));
  EXPECT_EQ(sso.size(), 28U);
  EXPECT_TRUE(sso.starts_with("sso"));
}

TEST_F(AdminListUserSessions, SaysUnknownOfWhatNamesNoDeviceAndNothingOfNoAddress) {
  pool.SignInFrom("", "");
  const Answer answer = pool.Call("AdminListUserSessions", TextMember("Username", "ada"));
  EXPECT_STREQ(answer.At("Sessions")[0]["DeviceType"].GetString(), "unknown");
  EXPECT_FALSE(answer.At("Sessions")[0].HasMember("LastIPAddress"));
}

TEST_F(AdminListUserSessions, BeginsWithTheLastUsedOneAndWithTokensAtEqualTimes) {
  const std::string sso = pool.BeginSso("b");
  const auto first = pool.SignIn();
  const Ids at_once = pool.SessionsOf();
  EXPECT_EQ('"' + at_once.at(0) + '"', SessionOf(first));
  EXPECT_EQ(at_once.at(1), sso);
  service.clock.Advance(1000);
  const auto second = pool.SignIn();
  EXPECT_EQ('"' + pool.SessionsOf().at(0) + '"', SessionOf(second));
  service.clock.Advance(1000);
  pool.RefreshFrom(first, "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "2001:db8::1");
  const Answer answer = pool.Call("AdminListUserSessions", TextMember("Username", "ada"));
  const auto& used = answer.At("Sessions")[0];
  EXPECT_EQ('"' + std::string(used["SessionId"].GetString()) + '"', SessionOf(first));
  EXPECT_EQ(used["CreateDate"].GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(used["LastActiveDate"].GetDouble(), 1'700'000'002.0);
  EXPECT_STREQ(used["DeviceType"].GetString(), "Firefox 130 / Linux");
  EXPECT_STREQ(used["LastIPAddress"].GetString(), "2001:db8::1");
}

TEST_F(AdminListUserSessions, ShowsWhoIsSignedInByAnyClientAndNobodyElse) {
  pool.CreateUser("grace");
  pool.SignIn("grace");
  pool.SignIn();
  pool.SignInBy(pool.New());
  EXPECT_EQ(pool.SessionsOf().size(), 2U);
  EXPECT_EQ(pool.SessionsOf("grace").size(), 1U);
}

TEST_F(AdminListUserSessions, ForgetsWhatHasEnded) {
  const auto revoked = pool.SignIn();
  pool.SignIn();
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(revoked)), kOk);
  EXPECT_EQ(pool.SessionsOf().size(), 1U);
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  EXPECT_TRUE(pool.SessionsOf().empty());
  pool.SignIn();
  pool.BeginSso("b");
  EXPECT_EQ(pool.SessionsOf().size(), 2U);
  service.clock.Advance(3'600'000);
  EXPECT_EQ(pool.SessionsOf().size(), 1U) << "a browser's lasts an hour";
  service.clock.Advance(30LL * 24 * 3'600'000);
  EXPECT_TRUE(pool.SessionsOf().empty()) << "as long as the refresh token";
}

TEST_F(AdminListUserSessions, ForgetsADisabledUsersSessions) {
  pool.SignIn();
  pool.BeginSso("b");
  EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk);
  EXPECT_TRUE(pool.SessionsOf().empty());
}

TEST_F(AdminListUserSessions, ShowsAHundredAndTwentyFiveInAPage) {
  for (int i = 0; i < 130; ++i) {
    pool.BeginSso(std::to_string(i));
    service.clock.Advance(1);
  }
  const Answer first = pool.Call("AdminListUserSessions", TextMember("Username", "ada"));
  Ids all = SessionPool::IdsIn(first);
  EXPECT_EQ(all.size(), 125U);
  const Answer second =
      pool.Call("AdminListUserSessions", JoinedMembers(TextMember("Username", "ada"), TextMember("NextToken", first.TextAt("NextToken"))));
  EXPECT_FALSE(second.Has("NextToken"));
  const Ids rest = SessionPool::IdsIn(second);
  EXPECT_EQ(rest.size(), 5U);
  all.insert(all.end(), rest.begin(), rest.end());
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end()) << "none is shown twice";
  EXPECT_EQ(pool.TryOn("ada", "AdminListUserSessions", TextMember("NextToken", "garbage")),
            "InvalidParameterException: Invalid NextToken given.");
}

TEST_F(AdminListUserSessions, TellsThePoolThenWhetherItTracksThenTheUser) {
  EXPECT_EQ(pool.TryOn("nobody", "AdminListUserSessions"), "UserNotFoundException: User does not exist.");
  pool.TrackSessions("DISABLED");
  EXPECT_EQ(pool.TryOn("nobody", "AdminListUserSessions"), kNotTracked);
  EXPECT_EQ(OutcomeOf(service.Call("AdminListUserSessions", R"({"UserPoolId":"us-east-1_none","Username":"ada"})")),
            NoSuchPool("us-east-1_none"));
}

}  // namespace
}  // namespace rockpool::support
