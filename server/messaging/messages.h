// Messages to users: where one goes, what it says, and that it was sent.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/triggers/events/message_events.h"
#include "server/util/clock.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::messaging {

// Named as the source of the trigger that could write it: "CustomMessage_SignUp".
enum class MessagePurpose {
  kSignUp,
  kResendCode,
  kForgotPassword,
  kAdminCreateUser,
  kUpdateUserAttribute,
  kVerifyUserAttribute,
  kAuthentication,
};

// Where a message goes: an e-mail address or a phone number, and the attribute that it is the value of.
struct Destination {
  api::DeliveryMediumType medium = api::DeliveryMediumType::EMAIL;
  std::string attribute;
  std::string address;
};

// By the attribute "email" or "phone_number"; `address` may be a value that is not the user's yet.
Destination DestinationOf(std::string_view attribute, std::string address);

// As answers show it: f***@e***, +*******9934 (recorded, floci fixtures and PR 1898).
api::CodeDeliveryDetailsType Shown(const Destination& destination);

// What a message says beside its template.
struct Letter {
  MessagePurpose purpose = MessagePurpose::kSignUp;
  std::string client_id;  // empty: an administrator sends it
  std::string code;
  std::string temporary_password;
  std::string link_origin;           // of the pool's domain: where a link leads that verifies an address; empty: a code is sent instead
  triggers::CustomTexts texts = {};  // of CustomMessage, in the place of the template's
  std::string replica{};             // the region of the secondary replica that sends it; empty: the primary does
};

// "CustomMessage_SignUp" and the like.
std::string_view ToText(MessagePurpose purpose);

// Renders the pool's template for it, or AWS's. A text without {####}, as one with a link may be, says no code.
storage::Message Compose(const pools::PoolInUse& pool, const accounts::User& user, const Destination& destination, const Letter& letter,
                         util::EpochMillis now);

// Keeps it in the outbox, for `GET /_rockpool/messages`, and gives it the number that it has there.
void Send(storage::Transaction& transaction, storage::Message& message);

// Tells the log that a message waits there, never what it says. Call it when the write that sent it is done.
void Announce(const storage::Message& message);

}  // namespace rockpool::messaging
