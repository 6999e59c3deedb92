#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

api::UpdateDeviceStatusResponse UpdateDeviceStatus(const Context& context, const api::UpdateDeviceStatusRequest& request) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, request.AccessToken);
  SetDeviceStatus(context, request,
                  [&](const storage::Transaction& transaction) { return RequireDeviceHolder(transaction, context, token); });
  return {};
}

}  // namespace rockpool::operations
