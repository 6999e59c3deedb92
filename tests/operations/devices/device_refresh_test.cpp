// The refresh tokens of devices.
#include <gtest/gtest.h>

#include "tests/operations/devices/device_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

constexpr const char* kInvalid = "NotAuthorizedException: Invalid Refresh Token.";

class DeviceRefresh : public testing::Test {
 protected:
  Answer Refresh(const std::string& token, const std::string& key = "") {
    Pairs parameters{{"REFRESH_TOKEN", token}};
    if (!key.empty()) {
      parameters["DEVICE_KEY"] = key;
    }
    return pool.Initiate("REFRESH_TOKEN_AUTH", parameters);
  }
  std::string RefreshByItsOwnOperation(const std::string& token, const std::string& members = "") {
    return NextOf(
        service.Call("GetTokensFromRefreshToken",
                     "{" + JoinedMembers(TextMember("ClientId", pool.client()) + "," + TextMember("RefreshToken", token), members) + "}"));
  }

  TestService service;
  DevicePool pool{service};
  const Answer signed_in = pool.ByPassword("alice");
  const ClientsDevice device = DevicePool::OfferedBy(signed_in);
  const std::string token = RefreshTokenIn(signed_in);
};

TEST_F(DeviceRefresh, NeedsTheKey) {
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), device)), kOk);
  EXPECT_EQ(NextOf(Refresh(token)), kInvalid);
  EXPECT_EQ(NextOf(Refresh(token, "us-east-1_00000000-0000-0000-0000-000000000000")), kInvalid);
  const Answer refreshed = Refresh(token, device.key);
  EXPECT_EQ(NextOf(refreshed), "tokens");
  EXPECT_FALSE(OffersDevice(refreshed));
  EXPECT_EQ(ClaimOf(AccessTokenIn(refreshed), "device_key"), '"' + device.key + '"');
  EXPECT_EQ(RefreshByItsOwnOperation(token), kInvalid);
  EXPECT_EQ(RefreshByItsOwnOperation(token, KeyMember(device)), "tokens");
}

TEST_F(DeviceRefresh, WaitsForTheDeviceToBeConfirmed) {
  EXPECT_EQ(NextOf(Refresh(token)), kInvalid);
  EXPECT_EQ(NextOf(Refresh(token, device.key)), kInvalid);
  EXPECT_EQ(RefreshByItsOwnOperation(token, KeyMember(device)), kInvalid);
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), device)), kOk);
  EXPECT_EQ(NextOf(Refresh(token, device.key)), "tokens");
}

TEST_F(DeviceRefresh, IsNoMatterOfWhetherTheDeviceIsRemembered) {
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), device)), kOk);
  EXPECT_EQ(pool.TryBy(AccessTokenIn(signed_in), "UpdateDeviceStatus", KeyMember(device) + R"(,"DeviceRememberedStatus":"not_remembered")"),
            kOk);
  EXPECT_EQ(NextOf(Refresh(token, device.key)), "tokens");
}

TEST_F(DeviceRefresh, EndsWithTheDevice) {
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), device)), kOk);
  const Answer later = pool.ProveDevice(pool.SignInOn(device), device);
  const Answer elsewhere = pool.ByPassword("alice");
  const ClientsDevice another = DevicePool::OfferedBy(elsewhere);
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(elsewhere), another)), kOk);
  EXPECT_EQ(NextOf(Refresh(RefreshTokenIn(later), device.key)), "tokens");
  EXPECT_EQ(pool.TryBy(AccessTokenIn(later), "ForgetDevice", KeyMember(device)), kOk);
  EXPECT_EQ(NextOf(Refresh(token, device.key)), kInvalid);
  EXPECT_EQ(NextOf(Refresh(RefreshTokenIn(later), device.key)), kInvalid);
  EXPECT_EQ(NextOf(Refresh(RefreshTokenIn(elsewhere), another.key)), "tokens");
  EXPECT_EQ(pool.TryBy(AccessTokenIn(later), "GetUser"), kOk) << "access tokens live on";
}

TEST_F(DeviceRefresh, NeedsNoKeyOnceThePoolTracksNone) {
  EXPECT_EQ(NextOf(Refresh(token)), kInvalid);
  EXPECT_EQ(pool.Try("UpdateUserPool"), kOk);  // what it leaves out is taken back
  EXPECT_EQ(NextOf(Refresh(token)), "tokens");
}

TEST_F(DeviceRefresh, NeedsNoKeyForWhoSignedInBeforeThePoolTrackedDevices) {
  const DevicePool young(service, "");
  const Answer before = young.ByPassword("alice");
  EXPECT_EQ(young.Try("UpdateUserPool", R"("DeviceConfiguration":{})"), kOk);
  EXPECT_EQ(NextOf(young.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", RefreshTokenIn(before)}})), "tokens");
}

}  // namespace
}  // namespace rockpool::support
