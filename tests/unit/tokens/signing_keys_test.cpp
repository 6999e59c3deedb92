#include "server/tokens/signing_keys.h"

#include <gtest/gtest.h>

#include <string>

#include "server/tokens/access_token.h"
#include "storage/store.h"
#include "tests/support/refusal.h"
#include "tests/support/test_service.h"
#include "tests/support/users.h"

namespace rockpool::tokens {
namespace {

class KeptSigningKeys : public testing::Test {
 protected:
  SeenSigningKeys Look(const std::string& pool) const {
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return LookAtSigningKeys(transaction, service.world().caches, pool); });
  }
  // Under an id of its own, with the client "web" and the user "ada".
  std::string CreatePool() {
    const std::string pool = service.CreatePool(R"(,"UserPoolTags":{"_custom_id_":"us-east-1_again"})");
    service.Call("CreateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientName":"_custom_id_:web"})");
    support::CreateUser(service, pool, "ada");
    return pool;
  }

  support::TestService service;
};

TEST_F(KeptSigningKeys, AreNoneOfAPoolThatHasNotNeededThem) {
  EXPECT_FALSE(Look(service.CreatePool()).has_any());
  EXPECT_FALSE(Look("us-east-1_nowhere").has_any());
}

TEST_F(KeptSigningKeys, SpareTheReadingOfTheirRecord) {
  const std::string pool = service.CreatePool();
  const auto keys = UseSigningKeys(service.world(), pool);
  const SeenSigningKeys seen = Look(pool);
  EXPECT_EQ(seen.kept, keys);
  EXPECT_FALSE(seen.record);
}

TEST_F(KeptSigningKeys, AreNotThoseOfAnEarlierPoolOfTheId) {
  const std::string pool = CreatePool();
  const std::string token = support::TokenOf(service, "web", "ada");
  const auto before = UseSigningKeys(service.world(), pool);
  EXPECT_EQ(support::RefusalOf([&] { ReadHolder(service.world(), token); }), "accepted");
  service.Call("DeleteUserPool", R"({"UserPoolId":")" + pool + "\"}");
  const std::string invalid = "NotAuthorizedException: Invalid Access Token";
  EXPECT_EQ(support::RefusalOf([&] { ReadHolder(service.world(), token); }), invalid);
  CreatePool();
  EXPECT_FALSE(Look(pool).has_any());
  EXPECT_EQ(support::RefusalOf([&] { ReadHolder(service.world(), token); }), invalid);
  EXPECT_NE(UseSigningKeys(service.world(), pool)->access.kid, before->access.kid);
  EXPECT_EQ(support::RefusalOf([&] { ReadHolder(service.world(), token); }), invalid);
}

}  // namespace
}  // namespace rockpool::tokens
