#include <gtest/gtest.h>

#include "tests/operations/devices/device_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

class ConfirmDevice : public testing::Test {
 protected:
  TestService service;
  DevicePool pool{service};
  const Answer signed_in = pool.ByPassword("alice");
  const ClientsDevice device = DevicePool::OfferedBy(signed_in);
  const std::string token = AccessTokenIn(signed_in);
};

TEST_F(ConfirmDevice, TakesTheDeviceThatTheSignInWasOffered) {
  EXPECT_TRUE(device.key.starts_with("us-east-1_")) << device.key;
  EXPECT_EQ(device.key.size(), 46u);
  EXPECT_EQ(device.group_key.size(), 9u);
  EXPECT_EQ(device.group_key.front(), '-');
  EXPECT_EQ(ClaimOf(token, "device_key"), '"' + device.key + '"');
  EXPECT_EQ(pool.TryBy(token, "GetDevice", KeyMember(device)), kNoDevice) << "it is none before";
  const Answer confirmed = pool.Confirm(token, device, R"("DeviceName":"a telephone")");
  EXPECT_EQ(OutcomeOf(confirmed), kOk);
  EXPECT_FALSE(confirmed.At("UserConfirmationNecessary").GetBool());
  EXPECT_EQ(confirmed.json.MemberCount(), 1u);
  EXPECT_EQ(pool.TryBy(token, "GetDevice", KeyMember(device)), kOk);
}

TEST_F(ConfirmDevice, LeavesItToTheUserWhereThePoolSaysSo) {
  const DevicePool asking(service, kDevicesOnPrompt);
  const Answer entered = asking.ByPassword("alice");
  const Answer confirmed = asking.Confirm(AccessTokenIn(entered), DevicePool::OfferedBy(entered));
  EXPECT_TRUE(confirmed.At("UserConfirmationNecessary").GetBool());
}

TEST_F(ConfirmDevice, RefusesAKeyThatIsNotTheTokens) {
  const ClientsDevice other = DevicePool::OfferedBy(pool.ByPassword("alice"));
  EXPECT_NE(other.key, device.key);
  EXPECT_EQ(OutcomeOf(pool.Confirm(token, other)), kBadDeviceKey);
  EXPECT_EQ(pool.TryBy(token, "ConfirmDevice", KeyMember(other)), kBadDeviceKey) << "before the verifier is looked at";
}

TEST_F(ConfirmDevice, NeedsASaltAndAVerifier) {
  const std::string missing = "InvalidParameterException: Device secret verifier config is required.";
  const std::string wrong = "InvalidParameterException: Invalid device secret verifier config given.";
  const auto try_with = [&](const std::string& config) {
    return pool.TryBy(token, "ConfirmDevice", KeyMember(device) + R"(,"DeviceSecretVerifierConfig":)" + config);
  };
  EXPECT_EQ(pool.TryBy(token, "ConfirmDevice", KeyMember(device)), missing);
  EXPECT_EQ(try_with("{}"), missing);
  EXPECT_EQ(try_with(R"({"PasswordVerifier":"AQ=="})"), missing);
  EXPECT_EQ(try_with(R"({"Salt":"AQ=="})"), missing);
  EXPECT_EQ(try_with(R"({"Salt":"AQ==","PasswordVerifier":"no base64!"})"), wrong);
  EXPECT_EQ(try_with(R"({"Salt":"no base64!","PasswordVerifier":"AQ=="})"), wrong);
  EXPECT_EQ(try_with(R"({"Salt":"","PasswordVerifier":"AQ=="})"), wrong);
  EXPECT_EQ(try_with(R"({"Salt":"AQ==","PasswordVerifier":"AA=="})"), wrong) << "zero is no verifier";
  EXPECT_EQ(try_with(R"({"Salt":"AQ==","PasswordVerifier":")" + std::string(2000, 'A') + "\"}"), wrong);
  EXPECT_EQ(try_with(R"({"Salt":"AQ==","PasswordVerifier":"AQ=="})"), kOk);
}

TEST_F(ConfirmDevice, RefusesWhatIsConfirmed) {
  EXPECT_EQ(OutcomeOf(pool.Confirm(token, device)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Confirm(token, device)), "DeviceKeyExistsException: Device already exists.");
  EXPECT_EQ(pool.TryBy(token, "ForgetDevice", KeyMember(device)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Confirm(token, device)), "InvalidParameterException: Invalid device key given.");
}

TEST_F(ConfirmDevice, TellsOfTheTokenThenOfTracking) {
  EXPECT_EQ(pool.TryBy("garbage", "ConfirmDevice", KeyMember(device)), "NotAuthorizedException: Invalid Access Token");
  const DevicePool untracked(service, "");
  const Answer entered = untracked.ByPassword("alice");
  EXPECT_FALSE(OffersDevice(entered));
  EXPECT_EQ(ClaimOf(AccessTokenIn(entered), "device_key"), "");
  EXPECT_EQ(untracked.TryBy(AccessTokenIn(entered), "ConfirmDevice", KeyMember(device)), kUntracked);
}

}  // namespace
}  // namespace rockpool::support
