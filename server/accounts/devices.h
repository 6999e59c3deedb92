// The devices of users: the keys that a sign-in offers a new one, what confirms it, and how it is shown.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/devices.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

// Whether the pool has a DeviceConfiguration, whatever it says (documented).
bool TracksDevices(const pools::PoolInUse& pool);

// Throws api::InvalidUserPoolConfigurationException unless it does.
void RequireDeviceTracking(const pools::PoolInUse& pool);

// What stands in the place of the pool's name where a device's secret is proved. Assumed: that it is one for all devices of a pool.
std::string DeviceGroupKeyOf(const pools::PoolInUse& pool);

// A key that no device has, and the group's.
api::NewDeviceMetadataType DrawDevice(const pools::PoolInUse& pool, util::Random& random);

// Throws api::ResourceNotFoundException `Device does not exist.` Amplify and amazon-cognito-identity-js forget theirs on just this.
[[noreturn]] void ThrowNoDevice();
storage::Device RequireDevice(const storage::Transaction& transaction, const User& user, std::string_view key);

// What ConfirmDevice says of a device.
struct NewDevice {
  std::string key;
  std::string name;  // empty: none
  storage::PasswordVerifier secret;
  std::string address;
  util::EpochMillis authenticated_millis = 0;  // of the sign-in that offered it
  bool has_proved_factor = false;              // whether that has proved a second factor
};

// The salt and the verifier behind their base64. Throws api::InvalidParameterException where one is missing or no number of SRP.
storage::PasswordVerifier DeviceSecretIn(const api::ConfirmDeviceRequest& request);

// Keeps it, remembered unless the pool leaves that to the user: returns whether it does. Throws api::DeviceKeyExistsException.
bool Confirm(storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, const NewDevice& device,
             util::EpochMillis now);

// Dates the change. Both throw as RequireDevice does.
void SetRemembered(storage::Transaction& transaction, const User& user, std::string_view key, bool is_remembered, util::EpochMillis now);

// With its refresh tokens, of which several clients tell, and its sessions. Access tokens live on (Amplify lists devices by one behind it),
// but none of them confirms the device once more.
void Forget(storage::Transaction& transaction, const User& user, std::string_view key);

// To the user, and to an administrator.
api::DeviceType Shown(const storage::Device& device);
api::DeviceType ShownToAdministrator(const pools::PoolInUse& pool, const User& user, const storage::Device& device);

}  // namespace rockpool::accounts
