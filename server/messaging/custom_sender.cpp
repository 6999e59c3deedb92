#include "server/messaging/custom_sender.h"

#include <exception>
#include <string>
#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/encrypted_message.h"
#include "server/messaging/settings.h"
#include "server/triggers/events/message_events.h"
#include "server/triggers/invoker.h"
#include "server/util/log.h"

namespace rockpool::messaging {
namespace {

using triggers::Outcome;
using triggers::Trigger;

// Of the errand's own, which outlives the call that made it.
struct SenderCall {
  const world::World& world;
  pools::PoolInUse pool;  // without its factors, whose templates are long
  std::string client_id;
  std::string user_agent;
  triggers::Person person;
  std::string source;  // "SignUp"
  std::shared_ptr<const Outgoing> outgoing;
  triggers::Metadata client_metadata;
  Trigger trigger;
  std::string function_arn;
  std::function<void()> otherwise;
};

std::string SourceOf(const storage::Message& message) {
  constexpr std::string_view kBefore = "CustomMessage_";
  return message.purpose.starts_with(kBefore) ? message.purpose.substr(kBefore.size()) : message.purpose;
}

std::string_view CodeOf(const storage::Message& message) {
  return message.temporary_password.empty() ? message.code : message.temporary_password;
}

std::string KmsKeyOf(const pools::PoolInUse& pool) {
  return pool.settings.LambdaConfig ? pool.settings.LambdaConfig->KMSKeyID.value_or("") : "";
}

// In base64. An invitation without a password has no code, and nothing to encrypt.
std::string CodeOfEvent(const SenderCall& call) {
  const auto& keys = call.world.settings.Of<Settings>().data_keys;
  const std::string_view code = CodeOf(call.outgoing->message);
  if (code.empty() || !keys) {
    return std::string(code);
  }
  // Assumed: the context. People's key policies and attempts to decrypt name it so; nothing reads it but a key service and its policy.
  const crypto::EncryptionContext context{{"userpool-id", call.pool.id}};
  const crypto::DataKey key = keys->Draw(KmsKeyOf(call.pool), call.pool.region, context);
  return crypto::Base64Encode(crypto::SealMessage(key, context, code, call.world.random));
}

Outcome Invoke(const SenderCall& call) {
  const auto& invoker = call.world.settings.Of<triggers::Settings>().invoker;
  if (!invoker) {
    Outcome skipped;
    skipped.kind = Outcome::Kind::kSkipped;
    return skipped;
  }
  const auto sender = call.trigger == Trigger::kCustomSMSSender ? triggers::Sender::kSms : triggers::Sender::kEmail;
  triggers::Invocation invocation;
  invocation.trigger = call.trigger;
  invocation.source = std::string(triggers::ToText(call.trigger)) + "_" + call.source;
  invocation.user_pool_id = call.pool.id;
  invocation.client_id = call.client_id;
  invocation.function_arn = call.function_arn;
  invocation.event =
      triggers::SenderEvent({.world = call.world, .pool = call.pool, .client_id = call.client_id, .user_agent = call.user_agent}, sender,
                            call.source, call.person, CodeOfEvent(call), call.client_metadata);
  invocation.is_asynchronous = true;
  return invoker->Invoke(invocation);
}

void Tell(const SenderCall& call, util::LogLevel level, std::string_view what, std::string_view reason, std::string_view hint) {
  util::Log(level, what,
            {{"trigger", triggers::ToText(call.trigger)},
             {"source", call.source},
             {"pool", call.pool.id},
             {"function", call.function_arn},
             {"reason", reason},
             {"hint", hint}});
}

void TellLogs(const SenderCall& call, std::string_view reason) {
  if (const auto& logs = call.world.settings.Of<Settings>().logs) {
    logs->TakeFailure(call.outgoing->message, reason, call.outgoing->replica);
  }
}

// What a function says of its failure may have the code in it.
void TellOutcome(const SenderCall& call, const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::kAnswered:
      return Tell(call, util::LogLevel::kInfo, "custom sender called", "", "");
    case Outcome::Kind::kFunctionError:
      TellLogs(call, "an error of the function");
      return Tell(call, util::LogLevel::kWarning, "custom sender failed, the message stays in /_rockpool/messages",
                  "an error of the function", outcome.hint);
    case Outcome::Kind::kNotInvoked:
      TellLogs(call, outcome.text);
      return Tell(call, util::LogLevel::kWarning, "custom sender could not be called, the message stays in /_rockpool/messages",
                  outcome.text, outcome.hint);
    case Outcome::Kind::kSkipped:
      Tell(call, util::LogLevel::kWarning, "custom sender skipped", "", outcome.hint);
      return call.otherwise();
  }
}

void Run(const SenderCall& call) noexcept {
  try {
    TellOutcome(call, Invoke(call));
  } catch (const std::exception& error) {
    Tell(call, util::LogLevel::kWarning, "custom sender was not called, the message stays in /_rockpool/messages", error.what(), "");
  }
}

}  // namespace

Trigger SenderOf(api::DeliveryMediumType medium) {
  return medium == api::DeliveryMediumType::SMS ? Trigger::kCustomSMSSender : Trigger::kCustomEmailSender;
}

Couriers::Errand CallOfSender(const triggers::Origin& origin, const triggers::Function& sender, const accounts::User& user,
                              std::shared_ptr<const Outgoing> outgoing, const triggers::Metadata& client_metadata,
                              std::function<void()> otherwise) {
  const pools::PoolInUse& pool = origin.pool;
  const storage::Message& message = outgoing->message;
  const Trigger trigger = SenderOf(message.medium == "SMS" ? api::DeliveryMediumType::SMS : api::DeliveryMediumType::EMAIL);
  std::string source = SourceOf(message);
  const auto call = std::make_shared<const SenderCall>(SenderCall{origin.world,
                                                                  {pool.decoded, *pool.decoded, pool.id, pool.account, pool.region, {}},
                                                                  origin.client_id,
                                                                  origin.user_agent,
                                                                  triggers::PersonOf(user),
                                                                  std::move(source),
                                                                  std::move(outgoing),
                                                                  client_metadata,
                                                                  trigger,
                                                                  sender.arn,
                                                                  std::move(otherwise)});
  return [call](const std::stop_token& /*stop*/) { Run(*call); };
}

}  // namespace rockpool::messaging
