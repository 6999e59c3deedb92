// What is remembered of a browser that was sent to a provider, and the state by which it is found.
#include "server/federation/attempt.h"

#include <gtest/gtest.h>

#include <regex>

#include "storage/store.h"
#include "tests/support/test_service.h"

namespace rockpool::federation {
namespace {

class Attempts : public testing::Test {
 protected:
  Attempt InPool() {
    Attempt attempt;
    attempt.user_pool_id = pool;
    attempt.client_id = client;
    attempt.expires_millis = 1'700'000'000'000;
    return attempt;
  }
  void Keep(const std::string& state, const Attempt& attempt) {
    service.world().store.Write([&](storage::Transaction& transaction) { KeepAttempt(transaction, state, attempt); });
  }
  std::optional<Attempt> Find(const std::string& state) {
    return service.world().store.Read([&](const storage::Transaction& transaction) { return FindAttempt(transaction, state); });
  }
  bool Take(const std::string& state) {
    return service.world().store.Write([&](storage::Transaction& transaction) { return TakeAttempt(transaction, state); });
  }

  support::TestService service;
  const std::string pool = service.CreatePool();
  const std::string client =
      service.Call("CreateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientName":"client"})").TextAt("UserPoolClient.ClientId");
};

TEST_F(Attempts, AreRememberedWithAllThatTheyAre) {
  Attempt attempt = InPool();
  attempt.provider = "Okta";
  attempt.sign_in = "a sign-in";
  attempt.query = "client_id=1&state=\"\xE2\x82\xAC\"&scope=a+b";
  attempt.callback = "https://d/oauth2/idpresponse";
  attempt.request_id = "_1";
  attempt.csrf_digest = std::string("\0\xFF\x80 bytes", 9);
  attempt.nonce = "n";
  attempt.is_logout = true;
  Keep("state", attempt);
  const Attempt found = Find("state").value();
  EXPECT_EQ(found.user_pool_id, pool);
  EXPECT_EQ(found.client_id, client);
  EXPECT_EQ(found.provider, "Okta");
  EXPECT_EQ(found.sign_in, "a sign-in");
  EXPECT_EQ(found.query, attempt.query);
  EXPECT_EQ(found.callback, "https://d/oauth2/idpresponse");
  EXPECT_EQ(found.request_id, "_1");
  EXPECT_EQ(found.csrf_digest, attempt.csrf_digest);
  EXPECT_EQ(found.nonce, "n");
  EXPECT_TRUE(found.is_logout);
  EXPECT_EQ(found.expires_millis, 1'700'000'000'000);
}

TEST_F(Attempts, AreSignInsUnlessTheySayOtherwise) {
  Keep("state", InPool());
  const Attempt found = Find("state").value();
  EXPECT_FALSE(found.is_logout);
  EXPECT_EQ(found.request_id, "");
  EXPECT_EQ(found.csrf_digest, "");
}

TEST_F(Attempts, AreTakenOnce) {
  Keep("state", InPool());
  EXPECT_FALSE(Take("State"));
  EXPECT_TRUE(Find("state"));
  EXPECT_TRUE(Take("state"));
  EXPECT_FALSE(Take("state"));
  EXPECT_FALSE(Find("state"));
}

TEST_F(Attempts, AreFoundByAStateOfThreePartsThatNobodyCanGuess) {
  const std::string state = DrawState(service.random);
  EXPECT_TRUE(std::regex_match(state, std::regex("[A-Za-z0-9_-]{128}\\.[A-Za-z0-9_-]{43}\\.3"))) << state;
  EXPECT_NE(DrawState(service.random), state);
}

}  // namespace
}  // namespace rockpool::federation
