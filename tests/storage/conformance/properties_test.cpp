// What every store promises of properties.
#include <gtest/gtest.h>

#include <string>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

class PropertiesContract : public BackendTest {
 protected:
  void Put(const std::string& name, const std::string& value) {
    store().Write([&](Transaction& transaction) { transaction.properties().Put(name, value); });
  }
  std::optional<std::string> Find(const std::string& name) {
    return store().Read([&](const Transaction& transaction) { return transaction.properties().Find(name); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, PropertiesContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(PropertiesContract, AreAbsentUntilTheyArePut) {
  EXPECT_EQ(Find("name"), std::nullopt);
  Put("name", "value");
  EXPECT_EQ(Find("name"), "value");
  EXPECT_EQ(Find("nam"), std::nullopt);
}

TEST_P(PropertiesContract, HaveTheValueThatWasPutLast) {
  Put("name", "first");
  Put("name", "second");
  EXPECT_EQ(Find("name"), "second");
}

TEST_P(PropertiesContract, TakeAnyBytesAndNone) {
  Put(AwkwardText(), AwkwardText());
  Put("empty", "");
  EXPECT_EQ(Find(AwkwardText()), AwkwardText());
  EXPECT_EQ(Find("empty"), "");
}

TEST_P(PropertiesContract, TakeAnEmptyViewWithoutData) {
  store().Write([](Transaction& transaction) { transaction.properties().Put("empty", {}); });
  EXPECT_EQ(Find("empty"), "");
}

}  // namespace
}  // namespace rockpool::storage::testing
