// What the public calls of sign-up and recovery share, which name a user by an app client and a name, whoever translates them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/accounts/attempts.h"
#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/messages.h"
#include "server/risk/open_event.h"
#include "server/sign_up/asker.h"
#include "server/util/clock.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// By whom a call is made for a user.
enum class By {
  kApplication,  // through the API: with a secret hash where the app client has a secret
  kHostedPage,   // of this server, which knows the secret: without
};

// Throws in AWS's words if there is no such app client, or an application's secret hash is not of its secrets.
clients::SharedClient RequireClient(const world::World& world, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash, By by);

// What a form of the hosted pages says, in UTF-8.
struct FormTexts {
  std::string_view username;
  std::optional<std::string_view> password = std::nullopt;
  std::optional<std::string_view> code = std::nullopt;
  std::span<const api::AttributeType> attributes = {};
};

// A request to the API was held to the model before it came here, a form was not: throws api::InvalidParameterException in the model's
// words for a form that breaks it. Passes over what an application says.
void CheckForm(By by, const FormTexts& form);

// Where there are hourly limits: counts an attempt of whom `require` finds, or of the name if that is nobody, in a write of its own.
// `require` throws what is told before a limit is, and may run twice. Throws api::LimitExceededException.
void CountPublicAttempt(const world::World& world, const clients::ClientInUse& client, accounts::Limited what, std::string_view username,
                        const std::function<std::optional<accounts::User>(const storage::Transaction&)>& require);

// Of who has the name, or of nobody, who has no events. Not inside a transaction. Throws as the event's Assess does; but a refusal counts
// as an attempt, or else a blocked address could make as many events as it likes, and one too many is told as CountPublicAttempt does.
void Assess(risk::CallEvent& event, world::LookCallCommit& rounds, const world::World& world, const clients::ClientInUse& client,
            accounts::Limited what, std::string_view username);

// Whom a code goes to, and where.
struct Receiver {
  accounts::User user;
  messaging::Destination destination;
};

// What tells the calls apart that send a code to whoever has a name. The functions may run twice.
struct CodeCall {
  accounts::Limited limited;
  // Throws what is told of a user who gets no code; nullopt: nobody, or nobody who may be told from one who is not there.
  std::function<std::optional<Receiver>(const storage::Transaction&)> require;
  std::function<storage::Message(storage::Transaction&, const Receiver&, const messaging::Letter&, util::EpochMillis now)> send;
  messaging::MessagePurpose purpose;
  std::string_view usual;  // the attribute that a code goes to first
};

// Counts the attempt, sends the code, and answers where it went. For nobody it writes about as much (WriteAsForCode) and makes the answer
// up (SimulatedDelivery). Throws what CountPublicAttempt, the call's functions and CustomMessage throw; but where the client hides who
// exists, what CustomMessage throws would tell of somebody, and the call answers as if the message had gone.
api::CodeDeliveryDetailsType SendCode(const world::World& world, const clients::ClientInUse& client, std::string_view username,
                                      const CodeCall& call, Asker& asker, world::LookCallCommit& rounds);

}  // namespace rockpool::sign_up
