// What leaves the server of a message, once the write that put it into the outbox is done: to the custom senders of the pool, to a mail
// server or a webhook where the settings name one. And what CustomMessage makes of it before.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
#include "server/triggers/events/message_events.h"
#include "server/triggers/origin.h"
#include "storage/messages.h"

namespace rockpool::messaging {

// Whether CustomMessage is to be asked before such a message is composed: the pool has it, and no custom sender that takes its place for
// the medium.
bool AsksForTexts(const pools::PoolInUse& pool, api::DeliveryMediumType medium);

// For Letter::texts. Blocks: not inside a transaction. No texts where AsksForTexts says no. Throws what triggers/events throw.
triggers::CustomTexts AskForTexts(const triggers::Origin& origin, const triggers::Person& person, MessagePurpose purpose,
                                  api::DeliveryMediumType medium, const triggers::Metadata& client_metadata);

// Of an e-mail; what is not said is as the pool's EmailConfiguration says.
struct MailSender {
  std::optional<std::string> from = std::nullopt;
  std::optional<std::string> reply_to = std::nullopt;
};

// Tells the log that a message waits in the outbox (never what it says), and hands it to whoever delivers it, on a thread of his own. Call
// it when the write that sent it is done. Does not block, and does not throw: what fails is told to the log, and to the log that the pool
// exports: that of the secondary replica in the region `replica`, or the primary's.
void Dispatch(const triggers::Origin& origin, const accounts::User& user, const storage::Message& message,
              const triggers::Metadata& client_metadata, const MailSender& sender = {}, const std::string& replica = "");

}  // namespace rockpool::messaging
