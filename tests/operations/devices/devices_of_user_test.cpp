// GetDevice, ListDevices, UpdateDeviceStatus and ForgetDevice, in the forms of the user and of the administrator.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kNoSuchUser = "UserNotFoundException: User does not exist.";

std::vector<std::string> KeysIn(const Answer& answer) {
  std::vector<std::string> keys;
  for (const auto& device : answer.At("Devices").GetArray()) {
    keys.emplace_back(device["DeviceKey"].GetString());
  }
  return keys;
}

class DevicesOfUser : public testing::Test {
 protected:
  std::string On(const std::string& operation, const ClientsDevice& which, const std::string& more = "") const {
    return pool.TryOn(operation, "alice", JoinedMembers(KeyMember(which), more));
  }
  Answer AdminGet(const ClientsDevice& which) const {
    return pool.Call("AdminGetDevice", TextMember("Username", "alice") + "," + KeyMember(which));
  }

  TestService service;
  DevicePool pool{service, R"(,"DeviceConfiguration":{})"};
  const ClientsDevice device = pool.Enroll(R"("DeviceName":"a telephone")");
  const std::string token = pool.AccessTokenOf("alice");
  const ClientsDevice nobodys{"us-east-1_00000000-0000-0000-0000-000000000000", ""};
};

TEST_F(DevicesOfUser, AreShownToTheUser) {
  const Answer shown = pool.CallBy(token, "GetDevice", KeyMember(device));
  EXPECT_EQ(shown.TextAt("Device.DeviceKey"), device.key);
  EXPECT_EQ(DeviceAttributesAt(shown, "Device"), "device_status valid, device_name a telephone");
  EXPECT_EQ(shown.At("Device.DeviceCreateDate").GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(shown.At("Device.DeviceLastModifiedDate").GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(shown.At("Device.DeviceLastAuthenticatedDate").GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(shown.At("Device").MemberCount(), 5u);
  EXPECT_EQ(pool.TryBy(token, "GetDevice", KeyMember(nobodys)), kNoDevice);
}

TEST_F(DevicesOfUser, AreShownWithMoreToTheAdministrator) {
  const std::string owner = "alice." + pool.id();
  EXPECT_EQ(DeviceAttributesAt(AdminGet(device), "Device"),
            "device_status valid, device_name a telephone, dev:device_arn arn:aws:cognito-idp:us-east-1:000000000000:owner/" + owner +
                "/device/" + device.key + ", dev:device_owner " + owner +
                ", dev:device_remembered_status remembered, dev:device_sdk aws-sdk");
  EXPECT_EQ(On("AdminGetDevice", nobodys), kNoDevice);
  EXPECT_EQ(pool.TryOn("AdminGetDevice", "bob", KeyMember(device)), kNoSuchUser);
}

TEST_F(DevicesOfUser, HaveNoNameThatTheyWereNotGiven) {
  const ClientsDevice unnamed = pool.Enroll();
  EXPECT_EQ(DeviceAttributesAt(pool.CallBy(token, "GetDevice", KeyMember(unnamed)), "Device"), "device_status valid");
}

TEST_F(DevicesOfUser, AreListedByTheirLastAuthentication) {
  service.clock.Advance(1'500);
  const ClientsDevice later = pool.Enroll();
  EXPECT_EQ(KeysIn(pool.CallBy(token, "ListDevices")), (std::vector{later.key, device.key}));
  service.clock.Advance(1'700);
  EXPECT_EQ(NextOf(pool.SignInOn(device)), "tokens");
  const Answer listed = pool.CallBy(token, "ListDevices");
  EXPECT_EQ(KeysIn(listed), (std::vector{device.key, later.key}));
  EXPECT_EQ(KeysIn(pool.Call("AdminListDevices", TextMember("Username", "alice"))), (std::vector{device.key, later.key}));
  EXPECT_EQ(listed.At("Devices")[0]["DeviceLastAuthenticatedDate"].GetDouble(), 1'700'000'003.0) << "in whole seconds";
  EXPECT_EQ(listed.At("Devices")[0]["DeviceLastModifiedDate"].GetDouble(), 1'700'000'000.0) << "a sign-in changes none of it";
  EXPECT_FALSE(listed.Has("PaginationToken"));
}

TEST_F(DevicesOfUser, AreListedInPages) {
  std::set<std::string> all{device.key};
  for (int i = 0; i < 4; ++i) {
    all.insert(pool.Enroll().key);
  }
  for (const bool is_administrators : {false, true}) {
    const std::string username = is_administrators ? TextMember("Username", "alice") + "," : "";
    std::set<std::string> seen;
    std::string next;
    int pages = 0;
    do {
      const std::string members = username + R"("Limit":2)" + (next.empty() ? "" : "," + TextMember("PaginationToken", next));
      const Answer page = is_administrators ? pool.Call("AdminListDevices", members) : pool.CallBy(token, "ListDevices", members);
      ASSERT_EQ(OutcomeOf(page), kOk);
      for (const std::string& key : KeysIn(page)) {
        EXPECT_TRUE(seen.insert(key).second);
      }
      next = page.Has("PaginationToken") ? page.TextAt("PaginationToken") : "";
      ++pages;
    } while (!next.empty() && pages < 10);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(seen, all);
  }
  EXPECT_EQ(pool.TryBy(token, "ListDevices", TextMember("PaginationToken", "made-up")),
            "InvalidParameterException: Invalid pagination token given.");
}

TEST_F(DevicesOfUser, AreAnEmptyListWhereThereAreNone) {
  pool.AddUser("bob");
  EXPECT_EQ(pool.CallBy(pool.AccessTokenOf("bob"), "ListDevices").At("Devices").Size(), 0u);
  EXPECT_EQ(pool.TryOn("AdminListDevices", "nobody"), kNoSuchUser);
}

TEST_F(DevicesOfUser, AreRememberedOrNot) {
  const auto status = [&] {
    const std::string shown = DeviceAttributesAt(AdminGet(device), "Device");
    return shown.find("status not_remembered") != std::string::npos ? "not_remembered" : "remembered";
  };
  service.clock.Advance(2'000);
  const Answer updated = pool.CallBy(token, "UpdateDeviceStatus", KeyMember(device) + R"(,"DeviceRememberedStatus":"not_remembered")");
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(updated.json.MemberCount(), 0u);
  EXPECT_STREQ(status(), "not_remembered");
  EXPECT_EQ(AdminGet(device).At("Device.DeviceLastModifiedDate").GetDouble(), 1'700'000'002.0);
  EXPECT_EQ(On("AdminUpdateDeviceStatus", device), kOk) << "without a status nothing changes";
  EXPECT_STREQ(status(), "not_remembered");
  EXPECT_EQ(On("AdminUpdateDeviceStatus", device, R"("DeviceRememberedStatus":"remembered")"), kOk);
  EXPECT_STREQ(status(), "remembered");
  EXPECT_EQ(pool.TryBy(token, "UpdateDeviceStatus", KeyMember(nobodys)), kNoDevice);
  EXPECT_EQ(On("AdminUpdateDeviceStatus", nobodys, R"("DeviceRememberedStatus":"remembered")"), kNoDevice);
  EXPECT_EQ(pool.TryOn("AdminUpdateDeviceStatus", "bob", KeyMember(device)), kNoSuchUser);
}

TEST_F(DevicesOfUser, AreForgotten) {
  const ClientsDevice other = pool.Enroll();
  const Answer forgotten = pool.CallBy(token, "ForgetDevice", KeyMember(device));
  EXPECT_EQ(forgotten.status, 200);
  EXPECT_EQ(forgotten.body, "");
  EXPECT_EQ(pool.TryBy(token, "ForgetDevice", KeyMember(device)), kNoDevice);
  EXPECT_EQ(KeysIn(pool.CallBy(token, "ListDevices")), std::vector{other.key});
  EXPECT_EQ(On("AdminForgetDevice", other), kOk);
  EXPECT_EQ(On("AdminForgetDevice", other), kNoDevice);
  EXPECT_EQ(pool.TryOn("AdminForgetDevice", "bob", KeyMember(device)), kNoSuchUser);
}

TEST_F(DevicesOfUser, AreNobodyElses) {
  pool.AddUser("bob");
  const std::string bobs = pool.AccessTokenOf("bob");
  for (const char* operation : {"GetDevice", "ForgetDevice", "UpdateDeviceStatus"}) {
    EXPECT_EQ(pool.TryBy(bobs, operation, KeyMember(device)), kNoDevice) << operation;
  }
  EXPECT_EQ(pool.TryOn("AdminGetDevice", "bob", KeyMember(device)), kNoDevice);
}

TEST_F(DevicesOfUser, NeedAnAccessTokenThatTheModelLeavesOut) {
  for (const char* operation : {"GetDevice", "ForgetDevice"}) {
    EXPECT_EQ(OutcomeOf(service.Call(operation, "{" + KeyMember(device) + "}")), "NotAuthorizedException: Invalid Access Token")
        << operation;
  }
}

TEST_F(DevicesOfUser, AreNoneInAPoolThatDoesNotTrackThem) {
  const DevicePool untracked(service, "");
  const std::string entered = untracked.AccessTokenOf("alice");
  EXPECT_EQ(untracked.TryBy(entered, "ListDevices"), kUntracked);
  for (const char* operation : {"GetDevice", "ForgetDevice", "UpdateDeviceStatus"}) {
    EXPECT_EQ(untracked.TryBy(entered, operation, KeyMember(device)), kUntracked) << operation;
  }
  EXPECT_EQ(untracked.TryOn("AdminListDevices", "nobody"), kUntracked) << "before the user";
  for (const char* operation : {"AdminGetDevice", "AdminForgetDevice", "AdminUpdateDeviceStatus"}) {
    EXPECT_EQ(untracked.TryOn(operation, "nobody", KeyMember(device)), kUntracked) << operation;
  }
}

TEST_F(DevicesOfUser, AreOfAPoolThatIsThere) {
  const std::string members = R"({"UserPoolId":"us-east-1_missing","Username":"alice",)" + KeyMember(device) + "}";
  for (const char* operation : {"AdminGetDevice", "AdminForgetDevice", "AdminUpdateDeviceStatus", "AdminListDevices"}) {
    EXPECT_EQ(OutcomeOf(service.Call(operation, members)), NoSuchPool("us-east-1_missing")) << operation;
  }
}

}  // namespace
}  // namespace rockpool::support
