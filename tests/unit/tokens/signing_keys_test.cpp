#include "server/tokens/signing_keys.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/pools/records.h"
#include "server/tokens/access_token.h"
#include "storage/pool_resources.h"
#include "storage/store.h"
#include "storage/transaction.h"
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

TEST_F(KeptSigningKeys, AreDrawnOnceHoweverManyNeedThemAtOnce) {
  constexpr std::size_t kThreads = 8;
  const std::string pool = service.CreatePool();
  service.keys.taken = 0;
  std::array<std::shared_ptr<const SigningKeys>, kThreads> keys;
  {
    std::latch start(kThreads);
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        start.arrive_and_wait();
        keys.at(thread) = UseSigningKeys(service.world(), pool);
      });
    }
  }
  EXPECT_EQ(service.keys.taken, 2);
  for (const auto& kept : keys) {
    EXPECT_EQ(kept->id.kid, keys.front()->id.kid);
  }
}

TEST_F(KeptSigningKeys, AreThoseOfAStateThatCameBackWhileTheyWereDrawn) {
  const std::string pool = service.CreatePool();
  const std::string other = service.CreatePool();
  const auto restored = UseSigningKeys(service.world(), other);
  auto record = service.world().store.Read([&](const storage::Transaction& transaction) {
    return pools::FindConfigurationRecord(transaction, storage::ResourceKind::kTokenKey, other);
  });
  record->user_pool_id = pool;
  service.keys.put_back = 0;
  service.keys.on_take = [&, is_first = true]() mutable {
    if (std::exchange(is_first, false)) {
      service.world().store.Write(
          [&](storage::Transaction& transaction) { transaction.resources(storage::ResourceKind::kTokenKey).Insert(*record); });
    }
  };
  EXPECT_EQ(UseSigningKeys(service.world(), pool)->id.kid, restored->id.kid);
  EXPECT_EQ(service.keys.put_back, 2);
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
