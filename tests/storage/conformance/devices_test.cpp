// What every store promises of the devices of users.
#include <gtest/gtest.h>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class DevicesContract : public SignInsContract {
 protected:
  void Insert(const Device& device) {
    Write([&](Transaction& transaction) { transaction.devices().Insert(device); });
  }
  std::optional<Device> Find(std::int64_t user, const std::string& key) {
    return Read([&](const Transaction& transaction) { return transaction.devices().Find(user, key); });
  }
  bool Update(const Device& device) {
    return Write([&](Transaction& transaction) { return transaction.devices().Update(device); });
  }
  bool Delete(std::int64_t user, const std::string& key) {
    return Write([&](Transaction& transaction) { return transaction.devices().Delete(user, key); });
  }
  Names Keys(std::int64_t user, const std::optional<DeviceMark>& after = std::nullopt, std::size_t limit = 100) {
    Names keys;
    for (const Device& device : Read([&](const Transaction& transaction) { return transaction.devices().List(user, after, limit); })) {
      keys.push_back(device.key);
    }
    return keys;
  }
  void InsertUsedAt(const std::string& key, std::int64_t millis) {
    Device device = DeviceOf(key, anna_);
    device.last_authenticated_millis = millis;
    Insert(device);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, DevicesContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(DevicesContract, FindsADeviceByItsUserAndKey) {
  Device device = DeviceOf(AwkwardText(), anna_);
  device.name = AwkwardText();
  device.secret = {.salt = AwkwardText(), .verifier = std::string("\0v", 2)};
  device.last_address = AwkwardText();
  Insert(device);
  EXPECT_EQ(Find(anna_, AwkwardText()), device);
  EXPECT_EQ(Find(bert_, AwkwardText()), std::nullopt);
  EXPECT_EQ(Find(anna_, "another"), std::nullopt);
}

TEST_P(DevicesContract, KeepsOneOfEachKeyForUsersThatExist) {
  Insert(DeviceOf("a", anna_));
  EXPECT_THROW(Insert(DeviceOf("a", anna_)), Conflict);
  EXPECT_THROW(Insert(DeviceOf("b", kNobody)), std::logic_error);
  Insert(DeviceOf("a", bert_));
  EXPECT_EQ(Find(bert_, "a"), DeviceOf("a", bert_));
}

TEST_P(DevicesContract, ChangesAllButTheDateOfCreation) {
  Insert(DeviceOf("a", anna_));
  Insert(DeviceOf("b", anna_));
  const Device changed{.user = anna_,
                       .key = "a",
                       .name = "",
                       .is_remembered = false,
                       .has_proved_factor = false,
                       .secret = {.salt = "other salt", .verifier = "other verifier"},
                       .last_address = "198.51.100.7",
                       .creation_millis = DeviceOf("a", anna_).creation_millis,
                       .last_modified_millis = 5,
                       .last_authenticated_millis = 6};
  EXPECT_TRUE(Update(changed));
  EXPECT_EQ(Find(anna_, "a"), changed);
  EXPECT_EQ(Find(anna_, "b"), DeviceOf("b", anna_));
  Device dated = changed;
  dated.creation_millis = 1;
  EXPECT_TRUE(Update(dated));
  EXPECT_EQ(Find(anna_, "a"), changed);
  EXPECT_FALSE(Update(DeviceOf("c", anna_)));
  EXPECT_FALSE(Update(DeviceOf("a", bert_)));
}

TEST_P(DevicesContract, ListsThemByTheirLastAuthenticationInPages) {
  InsertUsedAt("old", 1);
  InsertUsedAt("twin a", 2);
  InsertUsedAt("twin b", 2);
  InsertUsedAt("new", 3);
  Insert(DeviceOf("of bert", bert_));
  EXPECT_EQ(Keys(anna_), (Names{"new", "twin b", "twin a", "old"}));
  EXPECT_EQ(Keys(anna_, std::nullopt, 2), (Names{"new", "twin b"}));
  EXPECT_EQ(Keys(anna_, DeviceMark{2, "twin b"}, 2), (Names{"twin a", "old"}));
  EXPECT_EQ(Keys(anna_, DeviceMark{1, "old"}), Names{});
  EXPECT_EQ(Keys(bert_), Names{"of bert"});
  EXPECT_EQ(Keys(kNobody), Names{});
}

TEST_P(DevicesContract, DeletesOne) {
  Insert(DeviceOf("a", anna_));
  Insert(DeviceOf("a", bert_));
  EXPECT_FALSE(Delete(anna_, "b"));
  EXPECT_TRUE(Delete(anna_, "a"));
  EXPECT_FALSE(Delete(anna_, "a"));
  EXPECT_EQ(Find(anna_, "a"), std::nullopt);
  EXPECT_EQ(Find(bert_, "a"), DeviceOf("a", bert_));
}

TEST_P(DevicesContract, TakesTheRefreshTokensThatGoWithOne) {
  const auto insert = [&](const std::string& name, std::int64_t user, const std::optional<std::string>& device) {
    RefreshFamily family = FamilyOf(name, "pool", kClient, user);
    family.device_key = device;
    family.number = Write([&](Transaction& transaction) { return transaction.refresh_families().Insert(family); });
    InsertToken({.digest = "token of " + name, .family = family.number, .replaced_until_millis = {}});
    EXPECT_EQ(Family(family.number), family);
  };
  insert("1", anna_, "a");
  insert("2", anna_, "a");
  insert("another device", anna_, "b");
  insert("no device", anna_, std::nullopt);
  insert("another user", bert_, "a");
  Write([&](Transaction& transaction) { transaction.refresh_families().RevokeAllOfDevice(anna_, "a"); });
  const auto has_token = [&](const std::string& name) {
    return Read([&](const Transaction& transaction) { return transaction.refresh_families().FindToken("token of " + name).has_value(); });
  };
  EXPECT_FALSE(has_token("1"));
  EXPECT_FALSE(has_token("2"));
  EXPECT_TRUE(has_token("another device"));
  EXPECT_TRUE(has_token("no device"));
  EXPECT_TRUE(has_token("another user"));
  const auto device_of = [&](const std::string& name, std::int64_t user) {
    return Read(
        [&](const Transaction& transaction) { return transaction.refresh_families().FindByEvent(user, "event of " + name)->device_key; });
  };
  EXPECT_EQ(device_of("1", anna_), std::nullopt) << "the family is there for access tokens, and goes with no device";
  EXPECT_EQ(device_of("another device", anna_), "b");
  EXPECT_EQ(device_of("another user", bert_), "a");
}

}  // namespace
}  // namespace rockpool::storage::testing
