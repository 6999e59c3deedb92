#include "server/messaging/dispatch.h"

#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "server/messaging/custom_sender.h"
#include "server/messaging/settings.h"
#include "server/triggers/invoker.h"
#include "server/util/log.h"

namespace rockpool::messaging {
namespace {

using Medium = api::DeliveryMediumType;

void TellDropped(const storage::Message& message, std::string_view reason) {
  util::Log(util::LogLevel::kWarning, "message was not delivered, it stays in /_rockpool/messages",
            {{"pool", message.user_pool_id},
             {"purpose", message.purpose},
             {"medium", message.medium},
             {"id", message.number},
             {"reason", reason}});
}

void HandOn(Couriers& couriers, const storage::Message& message, Couriers::Errand errand) {
  if (!couriers.Take(std::move(errand))) {
    TellDropped(message, "too many wait already");
  }
}

// The trace of the sign-in ends before the function does.
void TellTrace(const triggers::Origin& origin, triggers::Trigger trigger, bool is_called) {
  if (origin.tell) {
    origin.tell(triggers::ToText(trigger), is_called ? "passed" : "skipped",
                is_called ? "called beside the sign-in" : "functions are not called");
  }
}

void HandToRelays(const Settings& settings, const pools::PoolInUse& pool, const storage::Message& message) {
  Outgoing outgoing{message, "", ""};
  if (const auto& mail = pool.settings.EmailConfiguration) {
    outgoing.from = mail->From.value_or("");
    outgoing.reply_to = mail->ReplyToEmailAddress.value_or("");
  }
  for (const std::shared_ptr<Relay>& relay : settings.relays) {
    if (settings.relay_couriers && relay->Takes(message)) {
      HandOn(*settings.relay_couriers, message, [relay, outgoing](const std::stop_token& stop) { DeliverBy(*relay, outgoing, stop); });
    }
  }
}

// `settings` and the pool's decoded record are the world's and the errand's, and outlive the call.
void CallSender(const Settings& settings, const triggers::Origin& origin, const accounts::User& user, const storage::Message& message,
                const triggers::Metadata& client_metadata) {
  const auto otherwise = [&settings, pool = origin.pool, message] { HandToRelays(settings, pool, message); };
  HandOn(*settings.sender_couriers, message, CallOfSender(origin, user, message, client_metadata, otherwise));
}

}  // namespace

bool AsksForTexts(const pools::PoolInUse& pool, Medium medium) {
  return triggers::FunctionOf(pool, triggers::Trigger::kCustomMessage) && !triggers::FunctionOf(pool, SenderOf(medium));
}

triggers::CustomTexts AskForTexts(const triggers::Origin& origin, const triggers::Person& person, MessagePurpose purpose, Medium medium,
                                  const triggers::Metadata& client_metadata) {
  if (!AsksForTexts(origin.pool, medium)) {
    return {};
  }
  return triggers::AskCustomMessage(origin, ToText(purpose), medium, person, client_metadata);
}

void Dispatch(const triggers::Origin& origin, const accounts::User& user, const storage::Message& message,
              const triggers::Metadata& client_metadata) {
  Announce(message);
  const auto& settings = origin.world.settings.Of<Settings>();
  const triggers::Trigger sender = SenderOf(message.medium == "SMS" ? Medium::SMS : Medium::EMAIL);
  try {
    if (triggers::FunctionOf(origin.pool, sender)) {
      TellTrace(origin, sender, settings.sender_couriers && origin.world.settings.Of<triggers::Settings>().invoker);
      if (settings.sender_couriers) {
        CallSender(settings, origin, user, message, client_metadata);
      }
    } else {
      HandToRelays(settings, origin.pool, message);
    }
  } catch (const std::exception& error) {
    TellDropped(message, error.what());
  }
}

}  // namespace rockpool::messaging
