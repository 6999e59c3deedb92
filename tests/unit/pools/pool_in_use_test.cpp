// That a kept pool is never an outdated one.
#include "server/pools/pool_in_use.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "storage/store.h"
#include "tests/support/refusal.h"
#include "tests/support/test_service.h"

namespace rockpool::pools {
namespace {

class UsedPool : public testing::Test {
 protected:
  UsedPool() : pool(service.CreatePool()) {}

  SharedPool Used() const {
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return UsePoolOf(transaction, service.world().caches, pool); });
  }
  // The operation on the pool succeeds; `more` is appended to the request.
  void Change(const std::string& operation, const std::string& more = "") {
    const support::Answer answer = service.Call(operation, R"({"UserPoolId":")" + pool + "\"" + more + "}");
    EXPECT_EQ(support::OutcomeOf(answer), support::kOk) << operation;
  }

  support::TestService service;
  const std::string pool;
};

TEST_F(UsedPool, IsTheSameForAllCallsWhileNothingOfItChanges) {
  const SharedPool before = Used();
  service.CreatePool();
  Change("CreateGroup", R"(,"GroupName":"admins")");
  EXPECT_EQ(Used(), before);
}

TEST_F(UsedPool, ShowsAChangeOfItsSettings) {
  EXPECT_NE(Used()->settings.DeletionProtection, api::DeletionProtectionType::ACTIVE);
  Change("UpdateUserPool", R"(,"DeletionProtection":"ACTIVE")");
  EXPECT_EQ(Used()->settings.DeletionProtection, api::DeletionProtectionType::ACTIVE);
}

TEST_F(UsedPool, ShowsAChangeOfItsSecondFactors) {
  const auto has_software_tokens = [&] { return HaveFactorWithoutSms(Used()->factors); };
  EXPECT_FALSE(has_software_tokens());
  Change("SetUserPoolMfaConfig", R"(,"SoftwareTokenMfaConfiguration":{"Enabled":true},"MfaConfiguration":"OPTIONAL")");
  EXPECT_TRUE(has_software_tokens());
}

TEST_F(UsedPool, IsWhatItsOwnTransactionHasWritten) {
  service.world().store.Write([&](storage::Transaction& transaction) {
    const auto& caches = service.world().caches;
    storage::UserPool record = transaction.user_pools().FindById(pool).value();
    EXPECT_EQ(UsePoolOf(transaction, caches, pool)->session_limit, 0);
    record.session_limit = 3;
    transaction.user_pools().Update(record);
    EXPECT_EQ(UsePoolOf(transaction, caches, pool)->session_limit, 3);
  });
}

TEST_F(UsedPool, IsGoneWithTheRecord) {
  Used();
  Change("DeleteUserPool");
  service.world().store.Read([&](const storage::Transaction& transaction) {
    EXPECT_EQ(FindPoolOf(transaction, service.world().caches, pool), nullptr);
    EXPECT_THROW(UsePoolOf(transaction, service.world().caches, pool), std::logic_error);
  });
}

}  // namespace
}  // namespace rockpool::pools
