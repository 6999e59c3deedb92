#include "tests/operations/devices/device_pool.h"

#include "server/crypto/base64.h"
#include "server/crypto/srp.h"

namespace rockpool::support {

DevicePool::DevicePool(TestService& service, std::string_view of_pool, std::string_view of_client)
    : SignInPool(service, of_pool, of_client) {
  AddUser("alice", {{"phone_number", "+491701234567"}});
}

ClientsDevice DevicePool::OfferedBy(const Answer& signed_in) {
  return {signed_in.TextAt("AuthenticationResult.NewDeviceMetadata.DeviceKey"),
          signed_in.TextAt("AuthenticationResult.NewDeviceMetadata.DeviceGroupKey")};
}

// With the zero byte that amazon-cognito-identity-js puts before a number whose highest bit is set.
std::string DevicePool::VerifierConfigOf(const ClientsDevice& device) {
  const crypto::SrpVerifier made = crypto::MakeSrpVerifier(device.group_key, device.key, device.secret, "\x12 sixteen bytes.");
  const bool is_high = (static_cast<unsigned char>(made.verifier.front()) & 0x80) != 0;
  return R"("DeviceSecretVerifierConfig":)" +
         JsonOf({{"PasswordVerifier", crypto::Base64Encode((is_high ? std::string(1, '\0') : "") + made.verifier)},
                 {"Salt", crypto::Base64Encode(made.salt)}});
}

Answer DevicePool::CallBy(std::string_view token, std::string_view operation, std::string_view members) const {
  return service().Call(operation, "{" + JoinedMembers(TextMember("AccessToken", token), members) + "}");
}

std::string DevicePool::TryBy(std::string_view token, std::string_view operation, std::string_view members) const {
  return OutcomeOf(CallBy(token, operation, members));
}

Answer DevicePool::Confirm(std::string_view token, const ClientsDevice& device, std::string_view more) const {
  return CallBy(token, "ConfirmDevice", JoinedMembers(KeyMember(device) + "," + VerifierConfigOf(device), more));
}

ClientsDevice DevicePool::Enroll(std::string_view more) const {
  const Answer signed_in = ByPassword("alice");
  ClientsDevice device = OfferedBy(signed_in);
  EXPECT_EQ(OutcomeOf(Confirm(AccessTokenIn(signed_in), device, more)), kOk);
  return device;
}

Answer DevicePool::SignInOn(const ClientsDevice& device) const {
  return Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}, {"DEVICE_KEY", device.key}});
}

Answer DevicePool::BeginDeviceProof(const Answer& asked, const ClientsDevice& device) const {
  return Respond("DEVICE_SRP_AUTH", asked.TextAt("Session"),
                 {{"USERNAME", "alice"}, {"DEVICE_KEY", device.key}, {"SRP_A", srp_.public_hex()}});
}

Pairs DevicePool::DeviceProofOf(const Answer& asked, const ClientsDevice& device) const {
  const SrpClient::Question question{"pool_" + device.group_key, device.key, asked.TextAt("ChallengeParameters.SALT"),
                                     asked.TextAt("ChallengeParameters.SECRET_BLOCK"), asked.TextAt("ChallengeParameters.SRP_B")};
  return {{"USERNAME", asked.TextAt("ChallengeParameters.USERNAME")},
          {"DEVICE_KEY", device.key},
          {"PASSWORD_CLAIM_SECRET_BLOCK", question.secret_block},
          {"TIMESTAMP", kTimestamp},
          {"PASSWORD_CLAIM_SIGNATURE", srp_.Sign(question, device.secret, kTimestamp)}};
}

Answer DevicePool::ProveDevice(const Answer& asked, const ClientsDevice& device) const {
  Answer next = BeginDeviceProof(asked, device);
  if (NextOf(next) != "DEVICE_PASSWORD_VERIFIER") {
    return next;
  }
  return Respond("DEVICE_PASSWORD_VERIFIER", next.TextAt("Session"), DeviceProofOf(next, device));
}

std::string DeviceAttributesOf(const rapidjson::Value& device) {
  std::string shown;
  for (const auto& attribute : device["DeviceAttributes"].GetArray()) {
    shown += (shown.empty() ? "" : ", ") + std::string(attribute["Name"].GetString()) + " " + attribute["Value"].GetString();
  }
  return shown;
}

std::vector<std::string> DeviceKeysIn(const Answer& answer) {
  std::vector<std::string> keys;
  for (const auto& device : answer.At("Devices").GetArray()) {
    keys.emplace_back(device["DeviceKey"].GetString());
  }
  return keys;
}

}  // namespace rockpool::support
