// The functions of a pool that send its messages themselves: CustomEmailSender and CustomSMSSender.
#pragma once

#include <functional>
#include <string>

#include "server/accounts/user.h"
#include "server/messaging/couriers.h"
#include "server/triggers/origin.h"
#include "server/triggers/triggers.h"
#include "storage/messages.h"

namespace rockpool::messaging {

triggers::Trigger SenderOf(api::DeliveryMediumType medium);

// One call of the pool's sender for the message, which blocks: its code (of an invitation the temporary password) is encrypted, the
// function is called asynchronously, and what fails is told to the log, without the event. Where functions are skipped it runs `otherwise`.
// It owns what it needs but for the origin's world. Requires: the pool has such a function.
Couriers::Errand CallOfSender(const triggers::Origin& origin, const accounts::User& user, const storage::Message& message,
                              const triggers::Metadata& client_metadata, std::function<void()> otherwise);

}  // namespace rockpool::messaging
