#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_sessions/session_pool.h"

namespace rockpool::support {
namespace {

using AdminRevokeUserSession = PoolTest<SessionPool>;

std::string IdOfSession(const api::AuthenticationResultType& tokens) {
  const std::string json = SessionOf(tokens);
  return json.size() < 2 ? "" : json.substr(1, json.size() - 2);
}

TEST_F(AdminRevokeUserSession, EndsTheTokensOfThatSessionAlone) {
  const auto ended = pool.SignIn();
  const auto other = pool.SignIn();
  EXPECT_EQ(pool.Call("AdminRevokeUserSession", JoinedMembers(TextMember("Username", "ada"), SessionMember(IdOfSession(ended)))).body,
            "{}");
  EXPECT_EQ(pool.TryBy(AccessOf(ended), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(ended)), kRefreshRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(other), "GetUser"), kOk);
  EXPECT_EQ(pool.SessionsOf(), std::vector{IdOfSession(other)});
}

TEST_F(AdminRevokeUserSession, LeavesTheParentAndTheSistersUnlessLinkedIsAsked) {
  const std::string sso = pool.BeginSso("b");
  const auto first = pool.SignInFrom("", "", sso);
  const auto second = pool.SignInFrom("", "", sso);
  EXPECT_EQ(pool.TryEnd(IdOfSession(first), R"("RevokeAssociatedSessions":"NONE")"), kOk);
  EXPECT_TRUE(pool.IsSignedInBrowser("b"));
  EXPECT_EQ(pool.TryEnd(IdOfSession(second), kLinked), kOk);
  EXPECT_FALSE(pool.IsSignedInBrowser("b"));
  EXPECT_TRUE(pool.SessionsOf().empty());
}

TEST_F(AdminRevokeUserSession, OfATokenSpareItsSisters) {
  const std::string sso = pool.BeginSso("b");
  const auto first = pool.SignInFrom("", "", sso);
  const auto sister = pool.SignInFrom("", "", sso);
  EXPECT_EQ(pool.TryEnd(IdOfSession(first), kLinked), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(sister), "GetUser"), kOk);
}

TEST_F(AdminRevokeUserSession, OfABrowserEndsWhatCameThroughItWhereLinkedIsAsked) {
  const std::string sso = pool.BeginSso("b");
  const std::string another = pool.BeginSso("c");
  const auto child = pool.SignInFrom("", "", sso);
  const auto alone = pool.SignInFrom("", "", another);
  EXPECT_EQ(pool.TryEnd(another), kOk);
  EXPECT_FALSE(pool.IsSignedInBrowser("c"));
  EXPECT_EQ(pool.TryBy(AccessOf(alone), "GetUser"), kOk);
  EXPECT_EQ(pool.TryEnd(sso, kLinked), kOk);
  EXPECT_FALSE(pool.IsSignedInBrowser("b"));
  EXPECT_EQ(pool.TryBy(AccessOf(child), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(alone), "GetUser"), kOk);
}

TEST_F(AdminRevokeUserSession, TellsWhatIsNoSessionOfTheUser) {
  pool.CreateUser("grace");
  const auto tokens = pool.SignIn();
  const std::string sso = pool.BeginSso("b");
  for (const std::string& foreign : {IdOfSession(tokens), sso}) {
    EXPECT_EQ(pool.TryEnd(foreign, "", "grace"), kNoSession);
  }
  for (const char* unknown : {kUnknownSession, "ssozzzzzzzzzzzzzzzzzzzzzzzzz"}) {
    EXPECT_EQ(pool.TryEnd(unknown), kNoSession) << unknown;
  }
  EXPECT_EQ(pool.TryEnd(IdOfSession(tokens)), kOk);
  EXPECT_EQ(pool.TryEnd(IdOfSession(tokens)), kNoSession) << "it has ended";
  service.clock.Advance(3'600'000);
  EXPECT_EQ(pool.TryEnd(sso), kNoSession) << "it has expired";
}

TEST_F(AdminRevokeUserSession, RefusesWhatCannotBeTheIdOfASession) {
  const auto refusal = [](const std::string& id, const std::string& constraint) {
    return "InvalidParameterException: 1 validation error detected: Value '" + id +
           "' at 'sessionId' failed to satisfy constraint: Member must " + constraint;
  };
  const std::string id = IdOfSession(pool.SignIn());
  const std::string shorter = id.substr(0, 27);
  EXPECT_EQ(pool.TryEnd(shorter), refusal(shorter, "have length greater than or equal to 28"));
  EXPECT_EQ(pool.TryEnd(id + "0"), refusal(id + "0", "have length less than or equal to 28"));
  for (const std::string& other : {"abc" + id.substr(3), id.substr(0, 27) + "A", id.substr(0, 27) + " "}) {
    EXPECT_EQ(pool.TryEnd(other), refusal(other, "satisfy regular expression pattern: (tkn|sso)[a-z0-9]+"));
  }
}

TEST_F(AdminRevokeUserSession, TellsThePoolThenWhetherItTracksThenTheUser) {
  EXPECT_EQ(pool.TryEnd(kUnknownSession, "", "nobody"), "UserNotFoundException: User does not exist.");
  pool.TrackSessions("DISABLED");
  EXPECT_EQ(pool.TryEnd(kUnknownSession, "", "nobody"), kNotTracked);
}

}  // namespace
}  // namespace rockpool::support
