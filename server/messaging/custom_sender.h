// The functions of a pool that send its messages themselves: CustomEmailSender and CustomSMSSender.
#pragma once

#include <functional>
#include <memory>

#include "server/accounts/user.h"
#include "server/messaging/couriers.h"
#include "server/messaging/relay.h"
#include "server/triggers/origin.h"
#include "server/triggers/triggers.h"

namespace rockpool::messaging {

triggers::Trigger SenderOf(api::DeliveryMediumType medium);

// One call of `sender` for the message, which blocks: its code (of an invitation the temporary password) is encrypted, the function is
// called asynchronously, and what fails is told to the log, without the event. Where functions are skipped it runs `otherwise`. It owns
// what it needs but for the origin's world, shares the message, and keeps no more of the pool than its record that all share.
Couriers::Errand CallOfSender(const triggers::Origin& origin, const triggers::Function& sender, const accounts::User& user,
                              std::shared_ptr<const Outgoing> outgoing, const triggers::Metadata& client_metadata,
                              std::function<void()> otherwise);

}  // namespace rockpool::messaging
