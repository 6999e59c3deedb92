// Whose devices a call is about: the holder of an access token, or the user whom an administrator names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/devices.h"
#include "server/accounts/user.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/pool_in_use.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

struct DeviceOwner {
  pools::SharedPool pool;
  accounts::User user;
};

// AccessToken of GetDevice and ForgetDevice is optional in the model. Assumed: what is said without one.
const std::string& RequireAccessToken(const std::optional<std::string>& token);

// Throws what the token is refused with, then api::InvalidUserPoolConfigurationException where the pool tracks no devices.
DeviceOwner RequireDeviceHolder(const storage::Transaction& transaction, const Context& context, const tokens::AccessToken& token);

// Throws api::ResourceNotFoundException of the pool, api::InvalidUserPoolConfigurationException, api::UserNotFoundException, in this order.
DeviceOwner RequireDeviceOwner(const storage::Transaction& transaction, const Context& context, std::string_view user_pool_id,
                               std::string_view username);

// A page of the owner's devices, the one that was authenticated last first (Assumed).
Page<storage::Device> ReadDevices(const storage::Transaction& transaction, const Context& context, const DeviceOwner& owner,
                                  const std::optional<std::string>& token, const std::optional<std::int32_t>& limit);

// DeviceRememberedStatus of the request's DeviceKey, in a write; `find_owner(transaction)` says whose it is. Where the status is absent
// nothing changes. Assumed: that the device has to be there all the same.
template <class Request, class FindOwner>
void SetDeviceStatus(const Context& context, const Request& request, const FindOwner& find_owner) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const DeviceOwner owner = find_owner(transaction);
    if (request.DeviceRememberedStatus) {
      const bool is_remembered = *request.DeviceRememberedStatus == api::DeviceRememberedStatusType::remembered;
      accounts::SetRemembered(transaction, owner.user, request.DeviceKey, is_remembered, now);
    } else {
      accounts::RequireDevice(transaction, owner.user, request.DeviceKey);
    }
  });
}

}  // namespace rockpool::operations
