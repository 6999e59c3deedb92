#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_sessions/session_pool.h"

namespace rockpool::support {
namespace {

using RevokeUserSession = PoolTest<SessionPool>;

std::string IdOfSession(const api::AuthenticationResultType& tokens) {
  const std::string json = SessionOf(tokens);
  return json.size() < 2 ? "" : json.substr(1, json.size() - 2);
}

TEST_F(RevokeUserSession, EndsAnotherSessionOfTheCaller) {
  const auto own = pool.SignIn();
  const auto other = pool.SignIn();
  EXPECT_EQ(pool.CallBy(AccessOf(own), "RevokeUserSession", SessionMember(IdOfSession(other))).body, "{}");
  EXPECT_EQ(pool.TryBy(AccessOf(other), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(other)), kRefreshRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(own), "GetUser"), kOk);
}

TEST_F(RevokeUserSession, RefusesTheSessionOfTheTokenItself) {
  const std::string sso = pool.BeginSso("b");
  const auto own = pool.SignInFrom("", "", sso);
  EXPECT_EQ(pool.TryBy(AccessOf(own), "RevokeUserSession", JoinedMembers(SessionMember(IdOfSession(own)), kLinked)),
            "InvalidParameterException: The current session cannot be revoked.");
  EXPECT_EQ(pool.TryBy(AccessOf(own), "GetUser"), kOk);
  EXPECT_TRUE(pool.IsSignedInBrowser("b"));
}

TEST_F(RevokeUserSession, EndsTheBrowsersOfTheCaller) {
  const std::string sso = pool.BeginSso("b");
  const auto own = pool.SignIn();
  const auto child = pool.SignInFrom("", "", sso);
  EXPECT_EQ(pool.TryBy(AccessOf(own), "RevokeUserSession", JoinedMembers(SessionMember(sso), kLinked)), kOk);
  EXPECT_FALSE(pool.IsSignedInBrowser("b"));
  EXPECT_EQ(pool.TryBy(AccessOf(child), "GetUser"), kRevoked);
}

TEST_F(RevokeUserSession, KnowsNoSessionOfAnotherUser) {
  pool.CreateUser("grace");
  const auto others = pool.SignIn("grace");
  const auto own = pool.SignIn();
  EXPECT_EQ(pool.TryBy(AccessOf(own), "RevokeUserSession", SessionMember(IdOfSession(others))), kNoSession);
  EXPECT_EQ(pool.TryBy(AccessOf(own), "RevokeUserSession", SessionMember(pool.BeginSso("b", "grace"))), kNoSession);
  EXPECT_EQ(pool.TryBy(AccessOf(others), "GetUser"), kOk);
}

TEST_F(RevokeUserSession, TellsTheTokenThenWhetherThePoolTracks) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.TryBy("garbage", "RevokeUserSession", SessionMember(kUnknownSession)), "NotAuthorizedException: Invalid Access Token");
  pool.TrackSessions("DISABLED");
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "RevokeUserSession", SessionMember(kUnknownSession)), kNotTracked);
}

}  // namespace
}  // namespace rockpool::support
