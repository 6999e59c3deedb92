#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

api::GetDeviceResponse GetDevice(const Context& context, const api::GetDeviceRequest& request) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, RequireAccessToken(request.AccessToken));
  return context.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const DeviceOwner owner = RequireDeviceHolder(transaction, context, token);
    return api::GetDeviceResponse{accounts::Shown(accounts::RequireDevice(transaction, owner.user, request.DeviceKey))};
  });
}

}  // namespace rockpool::operations
