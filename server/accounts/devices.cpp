#include "server/accounts/devices.h"

#include <optional>
#include <utility>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/srp.h"
#include "server/pools/identifiers.h"

namespace rockpool::accounts {
namespace {

using Attributes = std::vector<api::AttributeType>;

void Add(Attributes& attributes, const char* name, std::string value) {
  if (!value.empty()) {
    attributes.push_back({name, std::move(value)});
  }
}

// Recorded (the AWS CLI's example): DeviceLastAuthenticatedDate has whole seconds, as a token's auth_time has.
api::DeviceType ShownWith(const storage::Device& device, Attributes attributes) {
  api::DeviceType shown;
  shown.DeviceKey = device.key;
  shown.DeviceAttributes = std::move(attributes);
  shown.DeviceCreateDate = api::Timestamp{device.creation_millis};
  shown.DeviceLastModifiedDate = api::Timestamp{device.last_modified_millis};
  shown.DeviceLastAuthenticatedDate = api::Timestamp{device.last_authenticated_millis / 1000 * 1000};
  return shown;
}

constexpr const char* kStatus = "device_status";
constexpr const char* kValid = "valid";
constexpr const char* kName = "device_name";
constexpr const char* kLastAddress = "last_ip_used";

}  // namespace

bool TracksDevices(const pools::PoolInUse& pool) { return pool.settings.DeviceConfiguration.has_value(); }

void RequireDeviceTracking(const pools::PoolInUse& pool) {
  if (!TracksDevices(pool)) {
    throw api::InvalidUserPoolConfigurationException("Device tracking not currently enabled for this pool.");
  }
}

std::string DeviceGroupKeyOf(const pools::PoolInUse& pool) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t kLength = 8;
  const std::string digest = crypto::Sha256("devices of " + pool.id);
  std::string key = "-";
  for (std::size_t i = 0; i < kLength; ++i) {
    key += kAlphabet[static_cast<unsigned char>(digest[i]) % kAlphabet.size()];
  }
  return key;
}

api::NewDeviceMetadataType DrawDevice(const pools::PoolInUse& pool, util::Random& random) {
  api::NewDeviceMetadataType drawn;
  drawn.DeviceKey = pool.region + "_" + util::RandomUuid(random);
  drawn.DeviceGroupKey = DeviceGroupKeyOf(pool);
  return drawn;
}

void ThrowNoDevice() { throw api::ResourceNotFoundException("Device does not exist."); }

storage::Device RequireDevice(const storage::Transaction& transaction, const User& user, std::string_view key) {
  auto device = transaction.devices().Find(user.number(), key);
  if (!device) {
    ThrowNoDevice();
  }
  return *std::move(device);
}

storage::PasswordVerifier DeviceSecretIn(const api::ConfirmDeviceRequest& request) {
  const auto& config = request.DeviceSecretVerifierConfig;
  if (!config || !config->PasswordVerifier || !config->Salt) {
    throw api::InvalidParameterException("Device secret verifier config is required.");  // Assumed: the text
  }
  auto salt = crypto::Base64Decode(*config->Salt);
  auto verifier = crypto::Base64Decode(*config->PasswordVerifier);
  if (!salt || !crypto::IsSrpSalt(*salt) || !verifier || !crypto::IsSrpVerifier(*verifier)) {
    throw api::InvalidParameterException("Invalid device secret verifier config given.");  // Assumed: that it is looked at, and the text
  }
  return {*std::move(salt), *std::move(verifier)};
}

bool Confirm(storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, const NewDevice& device,
             util::EpochMillis now) {
  if (transaction.devices().Find(user.number(), device.key)) {
    throw api::DeviceKeyExistsException("Device already exists.");  // Assumed: the text
  }
  const auto& configuration = pool.settings.DeviceConfiguration;
  const bool asks_user = configuration && configuration->DeviceOnlyRememberedOnUserPrompt.value_or(false);
  transaction.devices().Insert({.user = user.number(),
                                .key = device.key,
                                .name = device.name,
                                .is_remembered = !asks_user,
                                .has_proved_factor = device.has_proved_factor,
                                .secret = device.secret,
                                .last_address = device.address,
                                .creation_millis = now,
                                .last_modified_millis = now,
                                .last_authenticated_millis = device.authenticated_millis});
  return asks_user;
}

void SetRemembered(storage::Transaction& transaction, const User& user, std::string_view key, bool is_remembered, util::EpochMillis now) {
  storage::Device device = RequireDevice(transaction, user, key);
  device.is_remembered = is_remembered;
  device.last_modified_millis = now;
  transaction.devices().Update(device);
}

void Forget(storage::Transaction& transaction, const User& user, std::string_view key) {
  if (!transaction.devices().Delete(user.number(), key)) {
    ThrowNoDevice();
  }
  transaction.refresh_families().RevokeAllOfDevice(user.number(), key);
}

api::DeviceType Shown(const storage::Device& device) {
  Attributes attributes;
  Add(attributes, kStatus, kValid);
  Add(attributes, kName, device.name);
  Add(attributes, kLastAddress, device.last_address);
  return ShownWith(device, std::move(attributes));
}

// The order is that of the AWS CLI's example of admin-get-device.
api::DeviceType ShownToAdministrator(const pools::PoolInUse& pool, const User& user, const storage::Device& device) {
  const std::string owner = user.username() + "." + pool.id;
  Attributes attributes;
  Add(attributes, kStatus, kValid);
  Add(attributes, kName, device.name);
  Add(attributes, "dev:device_arn",
      std::string("arn:").append(pools::PartitionOf(pool.region)) + ":cognito-idp:" + pool.region + ":" + pool.account + ":owner/" + owner +
          "/device/" + device.key);
  Add(attributes, "dev:device_owner", owner);
  Add(attributes, kLastAddress, device.last_address);
  Add(attributes, "dev:device_remembered_status",
      std::string(api::ToText(device.is_remembered ? api::DeviceRememberedStatusType::remembered
                                                   : api::DeviceRememberedStatusType::not_remembered)));
  Add(attributes, "dev:device_sdk", "aws-sdk");
  return ShownWith(device, std::move(attributes));
}

}  // namespace rockpool::accounts
