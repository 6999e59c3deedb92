// GetTokensFromRefreshToken where the client rotates its refresh tokens.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <latch>
#include <thread>
#include <vector>

#include "tests/operations/tokens/token_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

constexpr const char* kReused = "RefreshTokenReuseException: Refresh token has been invalidated by rotation.";
constexpr const char* kExpired = "NotAuthorizedException: Refresh Token has expired";
constexpr util::EpochMillis kDay = 24LL * 3'600'000;

class RefreshTokenRotation : public PoolTest<TokenPool> {
 protected:
  std::string NewClient(int grace_seconds, const std::string& feature = "ENABLED") {
    return pool.New(Rotation(grace_seconds, feature) + R"(,"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"RefreshTokenValidity":2)");
  }
  static std::string Rotation(int grace_seconds, const std::string& feature) {
    return R"("RefreshTokenRotation":{"Feature":")" + feature + R"(","RetryGracePeriodSeconds":)" + std::to_string(grace_seconds) + "}";
  }
  std::string Next(const std::string& client, const std::string& token) { return RefreshIn(pool.Refresh(client, token)); }
};

TEST_F(RefreshTokenRotation, GivesANewRefreshTokenEachTime) {
  const std::string client = NewClient(0);
  const auto tokens = pool.SignInBy(client);
  const std::string second = Next(client, RefreshOf(tokens));
  const std::string third = Next(client, second);
  EXPECT_NE(second, RefreshOf(tokens));
  EXPECT_NE(third, second);
  EXPECT_EQ(pool.TryRefresh(client, third), kOk);
}

TEST_F(RefreshTokenRotation, KeepsTheSignInThatTheTokensAreOf) {
  const std::string client = NewClient(0);
  const auto tokens = pool.SignInBy(client);
  const Answer answer = pool.Refresh(client, RefreshOf(tokens));
  EXPECT_EQ(ClaimOf(AccessIn(answer), "origin_jti"), ClaimOf(AccessOf(tokens), "origin_jti"));
  EXPECT_EQ(ClaimOf(IdIn(answer), "event_id"), ClaimOf(AccessOf(tokens), "event_id"));
}

TEST_F(RefreshTokenRotation, SaysOriginAndIdOfTokensAlsoWithoutTokenRevocation) {
  const std::string client =
      pool.New(Rotation(0, "ENABLED") + R"(,"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"EnableTokenRevocation":false)");
  const auto tokens = pool.SignInBy(client);
  EXPECT_NE(ClaimOf(AccessOf(tokens), "origin_jti"), "");
  EXPECT_NE(ClaimOf(IdOf(tokens), "jti"), "");
}

TEST_F(RefreshTokenRotation, RefusesTheOldTokenAtOnceWithoutGrace) {
  const std::string client = NewClient(0);
  const std::string first = RefreshOf(pool.SignInBy(client));
  const std::string second = Next(client, first);
  EXPECT_EQ(pool.TryRefresh(client, first), kReused);
  EXPECT_EQ(pool.TryRefresh(client, second), kOk) << "the reuse ends nobody else";
}

TEST_F(RefreshTokenRotation, RefusesTheOldTokenAlsoAfterTheClockWasTurnedBack) {
  const std::string client = NewClient(0);
  const std::string first = RefreshOf(pool.SignInBy(client));
  service.clock.Advance(5000);
  Next(client, first);
  service.clock.Advance(-1);
  EXPECT_EQ(pool.TryRefresh(client, first), kReused);
}

TEST_F(RefreshTokenRotation, TakesTheOldTokenWithinTheGraceAndNoLonger) {
  const std::string client = NewClient(10);
  const std::string first = RefreshOf(pool.SignInBy(client));
  const std::string second = Next(client, first);
  service.clock.Advance(9'999);
  const std::string other_second = Next(client, first);
  EXPECT_NE(other_second, second);
  service.clock.Advance(1);
  EXPECT_EQ(pool.TryRefresh(client, first), kReused) << "its use within the grace has not prolonged it";
  EXPECT_EQ(pool.TryRefresh(client, second), kOk);
  EXPECT_EQ(pool.TryRefresh(client, other_second), kOk);
}

TEST_F(RefreshTokenRotation, GivesTheNewTokenTheRemainingTimeOfTheFirst) {
  const std::string client = NewClient(0);
  const std::string first = RefreshOf(pool.SignInBy(client));
  service.clock.Advance(kDay);
  const std::string second = Next(client, first);
  service.clock.Advance(kDay - 1);
  const std::string third = Next(client, second);
  service.clock.Advance(1);
  EXPECT_EQ(pool.TryRefresh(client, third), kExpired);
}

TEST_F(RefreshTokenRotation, TellsExpiryRevocationAndTheDisabledUserBeforeTheReuse) {
  const std::string client = NewClient(0);
  const std::string first = RefreshOf(pool.SignInBy(client));
  const std::string second = Next(client, first);
  EXPECT_EQ(pool.TryRevoke(client, second), kOk);
  EXPECT_EQ(pool.TryRefresh(client, first), kRefreshRevoked);
  EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(client, first), "NotAuthorizedException: User is disabled.");
  service.clock.Advance(2 * kDay);
  EXPECT_EQ(pool.TryRefresh(client, first), kExpired);
}

TEST_F(RefreshTokenRotation, LeavesTheTokenAloneWhereItIsDisabled) {
  const std::string client = NewClient(0, "DISABLED");
  const std::string token = RefreshOf(pool.SignInBy(client));
  EXPECT_FALSE(pool.Refresh(client, token).Has("AuthenticationResult.RefreshToken"));
  EXPECT_EQ(pool.TryRefresh(client, token), kOk);
}

TEST_F(RefreshTokenRotation, DoesNotReviveWhatItEndedWhenItIsTurnedOff) {
  const std::string client = NewClient(0);
  const std::string first = RefreshOf(pool.SignInBy(client));
  const std::string second = Next(client, first);
  EXPECT_EQ(OutcomeOf(pool.Update(client, Rotation(0, "DISABLED"))), kOk);
  EXPECT_EQ(pool.TryRefresh(client, first), kReused);
  EXPECT_EQ(pool.TryRefresh(client, second), kOk);
}

TEST_F(RefreshTokenRotation, OfTwoCallsAtOnceWithoutGraceOneWins) {
  constexpr std::size_t kThreads = 4;
  const std::string client = NewClient(0);
  for (int round = 0; round < 10; ++round) {
    const std::string token = RefreshOf(pool.SignInBy(client));
    std::array<std::string, kThreads> outcomes;
    std::latch start(kThreads);
    {
      std::vector<std::jthread> threads;
      for (std::size_t thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
          start.arrive_and_wait();
          service.clock.Advance(1);
          outcomes.at(thread) = pool.TryRefresh(client, token);
        });
      }
    }
    EXPECT_EQ(std::ranges::count(outcomes, kOk), 1);
    EXPECT_EQ(std::ranges::count(outcomes, kReused), static_cast<std::ptrdiff_t>(kThreads) - 1);
  }
}

}  // namespace
}  // namespace rockpool::support
