// Messages to users: where one goes, what it says, and that it was sent.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
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

// As answers show it: f***@e***, +*******9934.
api::CodeDeliveryDetailsType Shown(const Destination& destination);

// What a message says beside its template.
struct Letter {
  MessagePurpose purpose = MessagePurpose::kSignUp;
  std::string client_id;  // empty: an administrator sends it
  std::string code;
  std::string temporary_password;
};

// Renders the pool's template for it, or AWS's.
storage::Message Compose(const pools::PoolInUse& pool, const accounts::User& user, const Destination& destination, const Letter& letter,
                         util::EpochMillis now);

// Keeps it in the outbox, for `GET /_rockpool/messages`, and tells the log that it waits there, never what it says.
void Send(storage::Transaction& transaction, const storage::Message& message);

}  // namespace rockpool::messaging
