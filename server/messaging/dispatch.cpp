#include "server/messaging/dispatch.h"

namespace rockpool::messaging {
namespace {

using Medium = api::DeliveryMediumType;
using triggers::Trigger;

Trigger SenderOf(Medium medium) { return medium == Medium::SMS ? Trigger::kCustomSMSSender : Trigger::kCustomEmailSender; }

}  // namespace

bool AsksForTexts(const pools::PoolInUse& pool, Medium medium) {
  return triggers::FunctionOf(pool, Trigger::kCustomMessage) && !triggers::FunctionOf(pool, SenderOf(medium));
}

triggers::CustomTexts AskForTexts(const triggers::Origin& origin, const triggers::Person& person, MessagePurpose purpose, Medium medium,
                                  const triggers::Metadata& client_metadata) {
  if (!AsksForTexts(origin.pool, medium)) {
    return {};
  }
  return triggers::AskCustomMessage(origin, ToText(purpose), person, client_metadata);
}

void Dispatch(const triggers::Origin& /*origin*/, const accounts::User& /*user*/, const storage::Message& message,
              const triggers::Metadata& /*client_metadata*/) {
  Announce(message);
}

}  // namespace rockpool::messaging
