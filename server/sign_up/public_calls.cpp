#include "server/sign_up/public_calls.h"

#include <re2/re2.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/accounts/settings.h"
#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/sign_up/commit_asking.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/refusals.h"
#include "server/triggers/invoker.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::sign_up {
namespace {

// Of the model: the constraints of a text's shape. The texts are secrets to it, which are never told.
struct Shape {
  std::size_t least;
  std::size_t most;         // UTF-16 code units
  const re2::RE2* pattern;  // nullptr: none
  std::string_view text;    // how the pattern is told
};

void AddViolations(const Shape& shape, const std::string& path, std::string_view text, std::vector<std::string>& violations) {
  const std::size_t length = util::Utf16Length(text);
  if (length > shape.most) {
    violations.push_back(api::Violation("", path, "Member must have length less than or equal to " + std::to_string(shape.most)));
  }
  if (length < shape.least) {
    violations.push_back(api::Violation("", path, "Member must have length greater than or equal to " + std::to_string(shape.least)));
  }
  if (shape.pattern != nullptr && !re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *shape.pattern)) {
    violations.push_back(api::Violation("", path, "Member must satisfy regular expression pattern: " + std::string(shape.text)));
  }
}

}  // namespace

void CheckForm(By by, const FormTexts& form) {
  static const re2::RE2 name_pattern(R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+)");
  static const re2::RE2 no_blanks(R"([\S]+)");
  // As the API has it (overrides.json): blanks may stand inside, and a blank one is for the policy to refuse.
  static const re2::RE2 password_pattern(R"(([\S]+.*[\S]+)?)");
  if (by != By::kHostedPage) {
    return;
  }
  std::vector<std::string> violations;
  AddViolations({1, 128, &name_pattern, name_pattern.pattern()}, "username", form.username, violations);
  if (form.password) {
    AddViolations({0, accounts::kLongestPassword, &password_pattern, R"(^[\S]+.*[\S]+$)"}, "password", *form.password, violations);
  }
  if (form.code) {
    AddViolations({1, 2048, &no_blanks, no_blanks.pattern()}, "confirmationCode", *form.code, violations);
  }
  for (std::size_t i = 0; i < form.attributes.size(); ++i) {
    AddViolations({0, 2048, nullptr, {}}, "userAttributes." + std::to_string(i + 1) + ".member.value",
                  form.attributes[i].Value.value_or(""), violations);
  }
  if (!violations.empty()) {
    throw api::InvalidParameterException(api::ViolationsText(violations));
  }
}

clients::SharedClient RequireClient(const world::World& world, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash, By by) {
  clients::SharedClient client =
      world.store.Read([&](const storage::Transaction& transaction) { return clients::UseClient(transaction, world.caches, client_id); });
  triggers::RequireMayCall(world.settings, *client->pool);
  if (by == By::kApplication) {
    clients::CheckSecretHash(*client, username, secret_hash);
  }
  return client;
}

void CountPublicAttempt(const world::World& world, const clients::ClientInUse& client, accounts::Limited what, std::string_view username,
                        const std::function<std::optional<accounts::User>(const storage::Transaction&)>& require) {
  const auto& settings = world.settings.Of<accounts::Settings>();
  if (settings.attempt_limits == accounts::AttemptLimits::kOff) {
    return;
  }
  const pools::PoolInUse& pool = *client.pool;
  const util::EpochMillis now = world.clock.Now();
  world.store.Write([&](storage::Transaction& transaction) {
    const auto user = require(transaction);
    accounts::CountAttempt(transaction, settings, what, pool.id, user ? user->username() : accounts::Fold(pool, username), now);
  });
}

void Assess(risk::CallEvent& event, world::LookCallCommit& rounds, const world::World& world, const clients::ClientInUse& client,
            accounts::Limited what, std::string_view username) {
  if (!event.is_on()) {
    return;
  }
  const auto find = [&](const storage::Transaction& transaction) { return accounts::FindUser(transaction, *client.pool, username); };
  const auto user = rounds.Look(find);
  const accounts::User assessed = user ? *user : risk::NobodyCalled(std::string(username));
  if (event.IsRefused(assessed, std::nullopt)) {
    CountPublicAttempt(world, client, what, username, find);
    event.Refuse(assessed, user.has_value());
  }
}

api::CodeDeliveryDetailsType SendCode(const world::World& world, const clients::ClientInUse& client, std::string_view username,
                                      const CodeCall& call, Asker& asker, world::LookCallCommit& rounds) {
  const pools::PoolInUse& pool = *client.pool;
  CountPublicAttempt(world, client, call.limited, username, [&](const storage::Transaction& transaction) {
    auto receiver = call.require(transaction);
    return receiver ? std::optional(std::move(receiver->user)) : std::nullopt;
  });
  messaging::Letter letter{call.purpose, client.id, messaging::DrawCode(world.random), "", "", {}};
  const util::EpochMillis now = world.clock.Now();
  std::optional<Receiver> receiver;
  const auto message = CommitAsking(rounds, [&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    receiver = call.require(transaction);
    if (!receiver) {
      WriteAsForCode(transaction, pool, username, now);
      return std::nullopt;
    }
    letter.texts = asker.TextsOf(pool, receiver->user, call.purpose, receiver->destination);
    return call.send(transaction, *receiver, letter, now);
  });
  if (!receiver) {
    return SimulatedDelivery(pool, world.settings.Of<accounts::Settings>().secret, username, call.usual);
  }
  if (message) {
    asker.Dispatch(pool, receiver->user, *message);
  }
  return messaging::Shown(receiver->destination);
}

}  // namespace rockpool::sign_up
