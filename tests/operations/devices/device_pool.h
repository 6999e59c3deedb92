// A pool that tracks devices, with the user "alice", and devices as clients have them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/srp_client.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

inline constexpr const char* kDeviceInsteadOfMfa = R"(,"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true})";
inline constexpr const char* kDevicesOnPrompt =
    R"(,"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true,"DeviceOnlyRememberedOnUserPrompt":true})";
inline constexpr const char* kNoDevice = "ResourceNotFoundException: Device does not exist.";
inline constexpr const char* kUntracked = "InvalidUserPoolConfigurationException: Device tracking not currently enabled for this pool.";
inline constexpr const char* kBadDeviceKey = "InvalidParameterException: Invalid device key given.";

// What a client keeps.
struct ClientsDevice {
  std::string key;
  std::string group_key;
  std::string secret = "a secret of forty random bytes in base64";
};

class DevicePool : public SignInPool {
 public:
  explicit DevicePool(TestService& service, std::string_view of_pool = kDeviceInsteadOfMfa, std::string_view of_client = "");

  // The members of NewDeviceMetadata of a sign-in; fails the test if there is none.
  static ClientsDevice OfferedBy(const Answer& signed_in);
  // DeviceSecretVerifierConfig of the device, as clients make it.
  static std::string VerifierConfigOf(const ClientsDevice& device);

  // A call with an access token; `members` follow it.
  Answer CallBy(std::string_view token, std::string_view operation, std::string_view members = "") const;
  std::string TryBy(std::string_view token, std::string_view operation, std::string_view members = "") const;
  Answer Confirm(std::string_view token, const ClientsDevice& device, std::string_view more = "") const;
  // A device of alice that a sign-in with her password was offered, confirmed.
  ClientsDevice Enroll(std::string_view more = "") const;

  Answer SignInOn(const ClientsDevice& device) const;
  // Answers DEVICE_SRP_AUTH and, where it is asked, DEVICE_PASSWORD_VERIFIER; the last answer that there was.
  Answer ProveDevice(const Answer& asked, const ClientsDevice& device) const;
  Answer BeginDeviceProof(const Answer& asked, const ClientsDevice& device) const;
  Pairs DeviceProofOf(const Answer& asked, const ClientsDevice& device) const;

 private:
  SrpClient srp_;
};

// "DeviceKey":"..."
inline std::string KeyMember(const ClientsDevice& device) { return TextMember("DeviceKey", device.key); }

inline std::string AccessTokenIn(const Answer& answer) { return answer.TextAt("AuthenticationResult.AccessToken"); }
inline std::string RefreshTokenIn(const Answer& answer) { return answer.TextAt("AuthenticationResult.RefreshToken"); }
inline bool OffersDevice(const Answer& answer) { return answer.Has("AuthenticationResult.NewDeviceMetadata"); }

// "device_status valid, device_name x": of a DeviceType.
std::string DeviceAttributesOf(const rapidjson::Value& device);

// DeviceKey of each of `Devices`.
std::vector<std::string> DeviceKeysIn(const Answer& answer);

// A pool that tracks devices, a confirmed one of alice with the name "a telephone", and her token.
class DeviceTest : public testing::Test {
 protected:
  // A call of an administrator on one of alice's devices; `more` follows the key.
  Answer On(std::string_view operation, const ClientsDevice& which, std::string_view more = "") const {
    return pool.Call(operation, JoinedMembers(TextMember("Username", "alice") + "," + KeyMember(which), more));
  }
  std::string TryOn(std::string_view operation, const ClientsDevice& which, std::string_view more = "") const {
    return OutcomeOf(On(operation, which, more));
  }
  // Of a name that nobody has, of a pool that is not there, of one that tracks no devices.
  void ExpectRefusals(std::string_view operation) {
    const DevicePool untracked(service, "");
    EXPECT_EQ(pool.TryOn(operation, "bob", KeyMember(device)), "UserNotFoundException: User does not exist.");
    EXPECT_EQ(untracked.TryOn(operation, "nobody", KeyMember(device)), kUntracked) << "before the user";
    EXPECT_EQ(OutcomeOf(service.Call(operation, R"({"UserPoolId":"us-east-1_missing","Username":"alice",)" + KeyMember(device) + "}")),
              NoSuchPool("us-east-1_missing"));
  }
  // Of a token that is none, and of one in a pool that tracks no devices.
  void ExpectRefusalsBy(std::string_view operation) {
    const DevicePool untracked(service, "");
    EXPECT_EQ(pool.TryBy("garbage", operation, KeyMember(device)), "NotAuthorizedException: Invalid Access Token");
    EXPECT_EQ(untracked.TryBy(untracked.AccessTokenOf("alice"), operation, KeyMember(device)), kUntracked);
  }

  TestService service;
  DevicePool pool{service, R"(,"DeviceConfiguration":{})"};
  const ClientsDevice device = pool.Enroll(R"("DeviceName":"a telephone")");
  const std::string token = pool.AccessTokenOf("alice");
  const ClientsDevice nobodys{"us-east-1_00000000-0000-0000-0000-000000000000", ""};
};

}  // namespace rockpool::support
