#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"
#include "server/sign_in/family.h"

namespace rockpool::operations {

// A device exists from now on: until then its key stands in the tokens of the sign-in that offered it, and nowhere else.
api::ConfirmDeviceResponse ConfirmDevice(const Context& context, const api::ConfirmDeviceRequest& request) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, request.AccessToken);
  const util::EpochMillis now = context.world.clock.Now();
  api::ConfirmDeviceResponse response;
  response.UserConfirmationNecessary = context.world.store.Write([&](storage::Transaction& transaction) {
    const DeviceOwner owner = RequireDeviceHolder(transaction, context, token);
    // A device that was forgotten is none of the sign-in any more: who still has its access token cannot bring it back.
    const auto family = transaction.refresh_families().FindByEvent(owner.user.number(), token.event_id);
    if (request.DeviceKey != token.device_key || !family || family->device_key != request.DeviceKey) {
      throw api::InvalidParameterException("Invalid device key given.");
    }
    const accounts::NewDevice device{
        request.DeviceKey,      request.DeviceName.value_or(""), accounts::DeviceSecretIn(request),
        context.caller.address, token.auth_time * 1000,          sign_in::FamilyFactsOf(family->document).has_second_factor};
    return accounts::Confirm(transaction, *owner.pool, owner.user, device, now);
  });
  return response;
}

}  // namespace rockpool::operations
