#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

void ForgetDevice(const Context& context, const api::ForgetDeviceRequest& request) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, RequireAccessToken(request.AccessToken));
  context.world.store.Write([&](storage::Transaction& transaction) {
    accounts::Forget(transaction, RequireDeviceHolder(transaction, context, token).user, request.DeviceKey);
  });
}

}  // namespace rockpool::operations
