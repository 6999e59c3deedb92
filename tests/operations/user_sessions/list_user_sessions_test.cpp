#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_sessions/session_pool.h"

namespace rockpool::support {
namespace {

using ListUserSessions = PoolTest<SessionPool>;

TEST_F(ListUserSessions, MarksTheOneOfTheTokenByWhichItIsAsked) {
  const auto first = pool.SignIn();
  service.clock.Advance(1000);
  const auto second = pool.SignIn();
  pool.BeginSso("b");
  for (const auto& tokens : {first, second}) {
    const Answer answer = pool.CallBy(AccessOf(tokens), "ListUserSessions");
    int current = 0;
    for (const auto& session : answer.At("Sessions").GetArray()) {
      if (session["IsCurrentSession"].GetBool()) {
        ++current;
        EXPECT_EQ('"' + std::string(session["SessionId"].GetString()) + '"', SessionOf(tokens));
      }
    }
    EXPECT_EQ(current, 1);
    EXPECT_EQ(answer.At("Sessions").Size(), 3U);
  }
}

TEST_F(ListUserSessions, MarksTheSessionOfARefreshedToken) {
  const auto tokens = pool.SignIn();
  const std::string refreshed = AccessIn(pool.Refresh(pool.client(), RefreshOf(tokens)));
  EXPECT_EQ(ClaimOf(refreshed, "session_id"), SessionOf(tokens));
  EXPECT_TRUE(pool.CallBy(refreshed, "ListUserSessions").At("Sessions")[0]["IsCurrentSession"].GetBool());
}

TEST_F(ListUserSessions, TellsTheTokenThenWhetherThePoolTracks) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.TryBy("garbage", "ListUserSessions"), "NotAuthorizedException: Invalid Access Token");
  pool.TrackSessions("DISABLED");
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "ListUserSessions"), kNotTracked);
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(tokens)), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "ListUserSessions"), kRevoked);
}

}  // namespace
}  // namespace rockpool::support
