// What tracking does to sign-ins, refreshes and RevokeToken, on, off and at its limit.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/user_sessions/session_pool.h"

namespace rockpool::support {
namespace {

using SessionTracking = PoolTest<SessionPool>;

TEST_F(SessionTracking, EndsTheLeastRecentlyUsedSessionsOfTheUserAtTheLimit) {
  SessionPool small(service, 2);
  small.CreateUser("grace");
  const auto others = small.SignIn("grace");
  const auto first = small.SignIn();
  service.clock.Advance(1000);
  const auto second = small.SignIn();
  service.clock.Advance(1000);
  small.RefreshFrom(first, "", "");
  const auto third = small.SignIn();
  EXPECT_EQ(small.TryBy(AccessOf(second), "GetUser"), kRevoked) << "it was not used for the longest time";
  EXPECT_EQ(small.TryRefresh(small.client(), RefreshOf(second)), kRefreshRevoked);
  for (const auto& kept : {first, third}) {
    EXPECT_EQ(small.TryBy(AccessOf(kept), "GetUser"), kOk);
  }
  EXPECT_EQ(small.TryBy(AccessOf(others), "GetUser"), kOk);
  EXPECT_EQ(small.SessionsOf().size(), 2U);
}

TEST_F(SessionTracking, CountsNoBrowsers) {
  SessionPool small(service, 1);
  small.BeginSso("a");
  small.BeginSso("b");
  small.SignIn();
  EXPECT_EQ(small.SessionsOf().size(), 3U);
}

TEST_F(SessionTracking, EndsWhatIsTooMuchAtTheNextSignInWhereTheLimitIsLowered) {
  const auto first = pool.SignIn();
  service.clock.Advance(1);
  const auto second = pool.SignIn();
  service.clock.Advance(1);
  const auto third = pool.SignIn();
  pool.TrackSessions("ENABLED", 2);
  EXPECT_EQ(pool.SessionsOf().size(), 3U);
  pool.SignIn();
  EXPECT_EQ(pool.SessionsOf().size(), 2U);
  EXPECT_EQ(pool.TryBy(AccessOf(first), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(second), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(third), "GetUser"), kOk);
}

TEST_F(SessionTracking, MakesRoomByWhatHasEndedOtherwise) {
  SessionPool small(service, 2);
  const auto kept = small.SignIn();
  const auto revoked = small.SignIn();
  EXPECT_EQ(small.TryRevoke(small.client(), RefreshOf(revoked)), kOk);
  small.SignIn();
  EXPECT_EQ(small.TryBy(AccessOf(kept), "GetUser"), kOk);
}

TEST_F(SessionTracking, LeavesTokensAsTheyWereWhereItIsOff) {
  TokenPool off(service);
  const auto tokens = off.SignIn();
  EXPECT_EQ(ClaimOf(AccessOf(tokens), "session_id"), "");
  EXPECT_EQ(ClaimOf(IdOf(tokens), "session_id"), "");
  const std::int64_t before = service.writes();
  EXPECT_EQ(off.TryRefresh(off.client(), RefreshOf(tokens)), kOk);
  EXPECT_EQ(service.writes(), before) << "a refresh writes nothing";
}

TEST_F(SessionTracking, InventsNothingForSignInsFromBefore) {
  pool.TrackSessions("DISABLED");
  const auto tokens = pool.SignIn();
  pool.TrackSessions("ENABLED");
  const std::string refreshed = AccessIn(pool.Refresh(pool.client(), RefreshOf(tokens)));
  EXPECT_EQ(ClaimOf(refreshed, "session_id"), "");
  EXPECT_TRUE(pool.SessionsOf().empty());
}

TEST_F(SessionTracking, ForgetsAllWhenItIsTurnedOffWhileTokensLiveOn) {
  const auto tokens = pool.SignIn();
  const std::string sso = pool.BeginSso("b");
  pool.TrackSessions("DISABLED");
  const std::string refreshed = AccessIn(pool.Refresh(pool.client(), RefreshOf(tokens)));
  EXPECT_EQ(ClaimOf(refreshed, "session_id"), "");
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kOk);
  EXPECT_TRUE(pool.IsSignedInBrowser("b"));
  pool.TrackSessions("ENABLED");
  EXPECT_TRUE(pool.SessionsOf().empty());
  EXPECT_EQ(pool.TryEnd(sso), kNoSession);
  pool.SignIn();
  EXPECT_EQ(pool.SessionsOf().size(), 1U);
}

TEST_F(SessionTracking, KeepsItsSessionsWhereTheLimitAloneChanges) {
  pool.SignIn();
  pool.TrackSessions("ENABLED", 7);
  EXPECT_EQ(pool.SessionsOf().size(), 1U);
}

TEST_F(SessionTracking, BeginsNoSessionForWhoGetsNoRefreshToken) {
  sign_in::TokenGrant grant = pool.GrantTo(pool.client());
  grant.is_refreshed = false;
  EXPECT_EQ(SessionOf(sign_in::IssueTokens(service.world(), grant)), "");
  EXPECT_TRUE(pool.SessionsOf().empty());
}

TEST_F(SessionTracking, FollowsARotation) {
  const std::string client =
      pool.New(R"("ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0})");
  const auto tokens = pool.SignInBy(client);
  service.clock.Advance(5000);
  const Answer rotated = pool.Refresh(client, RefreshOf(tokens));
  EXPECT_EQ(ClaimOf(AccessIn(rotated), "session_id"), SessionOf(tokens));
  const Answer sessions = pool.Call("AdminListUserSessions", TextMember("Username", "ada"));
  EXPECT_EQ(sessions.At("Sessions").Size(), 1U);
  EXPECT_EQ(sessions.At("Sessions")[0]["LastActiveDate"].GetDouble(), 1'700'000'005.0);
}

TEST_F(SessionTracking, EndsTheParentByRevokeTokenWhereLinkedIsAsked) {
  const std::string sso = pool.BeginSso("b");
  const auto first = pool.SignInFrom("", "", sso);
  const auto second = pool.SignInFrom("", "", sso);
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(first)), kOk);
  EXPECT_TRUE(pool.IsSignedInBrowser("b"));
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(second), kLinked), kOk);
  EXPECT_FALSE(pool.IsSignedInBrowser("b"));
}

TEST_F(SessionTracking, LetsRevokeTokenAskForWhatIsNotThere) {
  const auto alone = pool.SignIn();
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(alone), kLinked), kOk);
  pool.TrackSessions("DISABLED");
  const auto untracked = pool.SignIn();
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(untracked), kLinked), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(untracked), "GetUser"), kRevoked);
}

TEST_F(SessionTracking, LeavesThePoolsDatesAndSettings) {
  const std::string before = pool.Call("DescribeUserPool").body;
  service.clock.Advance(1000);
  pool.TrackSessions("ENABLED", 3);
  EXPECT_EQ(pool.Call("DescribeUserPool").body, before);
}

}  // namespace
}  // namespace rockpool::support
