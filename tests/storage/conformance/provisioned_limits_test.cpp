// What every store promises of provisioned limits.
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

class ProvisionedLimitsContract : public BackendTest {
 protected:
  void Put(const std::string& name, std::int64_t value, const std::string& account = kAccount, const std::string& region = kRegion) {
    store().Write([&](Transaction& transaction) { transaction.provisioned_limits().Put({account, region, name, value}); });
  }
  std::optional<std::int64_t> Find(const std::string& name, const std::string& account = kAccount, const std::string& region = kRegion) {
    return store().Read([&](const Transaction& transaction) { return transaction.provisioned_limits().Find(account, region, name); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, ProvisionedLimitsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(ProvisionedLimitsContract, AreAbsentUntilTheyArePut) {
  EXPECT_EQ(Find("reads"), std::nullopt);
  Put("reads", 300);
  EXPECT_EQ(Find("reads"), 300);
  EXPECT_EQ(Find("Reads"), std::nullopt);
}

TEST_P(ProvisionedLimitsContract, HaveTheValueThatWasPutLast) {
  Put("reads", 300);
  Put("reads", std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Find("reads"), std::numeric_limits<std::int64_t>::max());
}

TEST_P(ProvisionedLimitsContract, BelongToOneAccountAndRegion) {
  Put("reads", 1);
  Put("reads", 2, "210987654321");
  Put("reads", 3, kAccount, "us-west-2");
  EXPECT_EQ(Find("reads"), 1);
  EXPECT_EQ(Find("reads", "210987654321"), 2);
  EXPECT_EQ(Find("reads", kAccount, "us-west-2"), 3);
  EXPECT_EQ(Find("reads", "210987654321", "us-west-2"), std::nullopt);
}

TEST_P(ProvisionedLimitsContract, TakeAnyText) {
  Put(AwkwardText(), 7, AwkwardText(), AwkwardText());
  EXPECT_EQ(Find(AwkwardText(), AwkwardText(), AwkwardText()), 7);
}

TEST_P(ProvisionedLimitsContract, GoWhenAllIsReplaced) {
  TemporaryDirectory directory;
  const auto other = GetParam().open(directory);
  other->Write([](Transaction& transaction) { transaction.provisioned_limits().Put({kAccount, kRegion, "writes", 5}); });
  Put("reads", 300);
  store().ReplaceContentsWith(*other);
  EXPECT_EQ(Find("reads"), std::nullopt);
  EXPECT_EQ(Find("writes"), 5);
}

}  // namespace
}  // namespace rockpool::storage::testing
