// CustomMessage, and the events of the custom senders. As sign_up_events.h has it: the former blocks, returns at once where the pool has no
// such function, and throws what that header names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/triggers/origin.h"

namespace rockpool::triggers {

// What takes the place of the pool's templates; nullopt: the template stays.
struct CustomTexts {
  std::optional<std::string> sms;
  std::optional<std::string> email;
  std::optional<std::string> email_subject;

  bool operator==(const CustomTexts&) const = default;
};

// `source` is like "CustomMessage_SignUp", `medium` that of the message. Of its texts one that lacks the places for code and name, or is
// too long, is refused here; those of the other medium may be anything.
CustomTexts AskCustomMessage(const Origin& origin, std::string_view source, api::DeliveryMediumType medium, const Person& person,
                             const Metadata& client_metadata);

enum class Sender { kEmail, kSms };

// JSON. `source` is like "SignUp", behind "CustomEmailSender_"; `code` is encrypted already; empty: the
// message has none (AccountTakeOverNotification), which the event says as null.
std::string SenderEvent(const Origin& origin, Sender sender, std::string_view source, const Person& person, std::string_view code,
                        const Metadata& client_metadata);

}  // namespace rockpool::triggers
