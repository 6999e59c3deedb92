#include "server/messaging/dispatch.h"

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

// False if nobody carries it.
bool HandOn(const Settings& settings, Couriers& couriers, const Outgoing& outgoing, Couriers::Errand errand,
            const std::string& receiver = "") {
  constexpr std::string_view kTooMany = "too many wait already";
  const bool is_taken = couriers.Take(std::move(errand), receiver);
  if (!is_taken) {
    TellDropped(outgoing.message, kTooMany);
    if (settings.logs) {
      settings.logs->TakeFailure(outgoing.message, kTooMany, outgoing.replica);
    }
  }
  return is_taken;
}

struct Told {
  std::string_view verdict;
  std::string reason;
};

// The trace of the sign-in ends before the function does, and so it has what is known by then. `is_taken`: a courier is to call it.
Told WhatIsKnown(const triggers::Settings& functions, const std::string& function_arn, bool is_taken) {
  if (!functions.invoker) {
    return {"skipped", "functions are not called"};
  }
  if (std::optional<triggers::Outcome> foreseen = functions.invoker->Foresee(function_arn)) {
    const bool is_skipped = foreseen->kind == triggers::Outcome::Kind::kSkipped;
    return {is_skipped ? "skipped" : "refused", std::move(foreseen->hint)};
  }
  return is_taken ? Told{"passed", "called beside the sign-in: the log has what came of it"}
                  : Told{"refused", "too many calls wait already"};
}

std::shared_ptr<const Outgoing> OutgoingOf(const pools::PoolInUse& pool, const storage::Message& message, const MailSender& sender,
                                           const std::string& replica) {
  auto outgoing = std::make_shared<Outgoing>(Outgoing{message, "", "", replica});
  if (const auto& mail = pool.settings.EmailConfiguration) {
    outgoing->from = mail->From.value_or("");
    outgoing->reply_to = mail->ReplyToEmailAddress.value_or("");
  }
  outgoing->from = sender.from.value_or(std::move(outgoing->from));
  outgoing->reply_to = sender.reply_to.value_or(std::move(outgoing->reply_to));
  return outgoing;
}

void HandToRelays(const Settings& settings, const std::shared_ptr<const Outgoing>& outgoing) {
  for (const auto& [relay, couriers] : settings.relays) {
    if (relay->Takes(outgoing->message)) {
      (void)HandOn(settings, *couriers, *outgoing, [relay = relay, outgoing, logs = settings.logs](const std::stop_token& stop) {
        if (const auto failure = DeliverBy(*relay, *outgoing, stop); failure && logs) {
          logs->TakeFailure(outgoing->message, *failure, outgoing->replica);
        }
      });
    }
  }
}

Medium MediumOf(const storage::Message& message) { return message.medium == "SMS" ? Medium::SMS : Medium::EMAIL; }

// `settings` are the world's, and outlive the errand.
void CallSender(const Settings& settings, const triggers::Origin& origin, const accounts::User& user,
                const std::shared_ptr<const Outgoing>& outgoing, const triggers::Metadata& client_metadata,
                const triggers::Function& sender) {
  const auto otherwise = [&settings, outgoing] { HandToRelays(settings, outgoing); };
  const bool is_taken = HandOn(settings, *settings.sender_couriers, *outgoing,
                               CallOfSender(origin, sender, user, outgoing, client_metadata, otherwise), sender.arn);
  if (origin.tell) {
    const Told told = WhatIsKnown(origin.world.settings.Of<triggers::Settings>(), sender.arn, is_taken);
    origin.tell(triggers::ToText(SenderOf(MediumOf(outgoing->message))), told.verdict, told.reason);
  }
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
              const triggers::Metadata& client_metadata, const MailSender& mail_sender, const std::string& replica) {
  Announce(message);
  const auto& settings = origin.world.settings.Of<Settings>();
  const auto sender = triggers::FunctionOf(origin.pool, SenderOf(MediumOf(message)));
  try {
    if (sender && settings.sender_couriers) {
      CallSender(settings, origin, user, OutgoingOf(origin.pool, message, mail_sender, replica), client_metadata, *sender);
    } else if (sender && origin.tell) {
      origin.tell(triggers::ToText(SenderOf(MediumOf(message))), "skipped", "functions are not called");
    } else if (!sender && !settings.relays.empty()) {
      HandToRelays(settings, OutgoingOf(origin.pool, message, mail_sender, replica));
    }
  } catch (const std::exception& error) {
    TellDropped(message, error.what());
  }
}

}  // namespace rockpool::messaging
