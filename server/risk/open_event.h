// One event within one call: how risky it is, what is kept of it, what is told of it afterwards.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/risk/assessment.h"
#include "server/risk/sender.h"
#include "server/triggers/origin.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// Whose call it is; what it points to outlives the event.
struct Scene {
  const world::World& world;
  const clients::ClientInUse& client;
  const world::Caller& caller;
  RequestContext context = {};
};

// Who stands for a name that nobody has: he is assessed like a user, so that a blocked address tells nothing of who exists, and has no
// events.
accounts::User NobodyCalled(std::string username);

// One thread.
class OpenEvent {
 public:
  // Begins one, and assesses it: looks into the store, so not inside a transaction. `password` as of Assessed.
  static OpenEvent Begin(const Scene& scene, world::LookCallCommit& rounds, api::EventType type, Mode mode, std::string event_id,
                         const accounts::User& user, std::optional<std::string_view> password, util::EpochMillis now);

  // Goes on with one that an earlier call has kept, which began then: nothing is assessed again.
  static OpenEvent GoOn(const Scene& scene, std::string event_id, util::EpochMillis begun_millis, util::EpochMillis now);

  Answer answer() const { return assessment_.answer; }
  bool is_kept() const { return is_kept_; }  // by an earlier call
  util::EpochMillis begun_millis() const { return event_.CreationDate.value().epoch_millis; }
  const api::EventRiskType& risk() const { return event_.EventRisk.value(); }

  // The risk asks for a second factor, and the user has none to give: it is refused then.
  void RefuseWithoutFactor();

  // A second factor will be asked for, as the risk wants it.
  void AsksForMfa() { asks_for_mfa_ = true; }

  void SetChallenge(api::ChallengeName name, api::ChallengeResponse response);

  // Keeps what is known, in the write that the call has anyway; perhaps twice. The first time with the notice, which goes into the outbox.
  void Write(storage::Transaction& transaction, const accounts::User& user, api::EventResponseType response);

  // Once that is written: sends the notice, and a line to the log of the pool. Neither blocks nor throws. `origin` is the call's.
  void Tell(const triggers::Origin& origin, const triggers::Metadata& client_metadata = std::nullopt) noexcept;

 private:
  OpenEvent(const Scene& scene, util::EpochMillis now) : scene_(scene), now_(now) {}

  void WriteFirst(storage::Transaction& transaction, const accounts::User& user);
  void WriteAgain(storage::Transaction& transaction, const accounts::User& user);

  const Scene scene_;
  const util::EpochMillis now_;
  Sender sender_;
  Assessment assessment_;
  api::AuthEventType event_;
  bool is_kept_ = false;  // by an earlier call
  bool asks_for_mfa_ = false;
  std::optional<accounts::User> written_for_ = std::nullopt;
  std::optional<storage::Message> notice_ = std::nullopt;
};

// An event that a user's call is by itself, and no sign-in. Nothing happens where the pool has no threat protection.
class CallEvent {
 public:
  CallEvent(const Scene& scene, world::LookCallCommit& rounds, api::EventType type);

  bool is_on() const { return mode_.has_value(); }

  // Throws if the address or the password is refused; then it is kept as failed, of a user who `is_there`. Not inside a transaction.
  void Assess(const accounts::User& user, std::optional<std::string_view> password, bool is_there = true);

  // Its two halves, for who has something to do before it is kept. Requires of the second: the first returned true.
  bool IsRefused(const accounts::User& user, std::optional<std::string_view> password);
  [[noreturn]] void Refuse(const accounts::User& user, bool is_there);

  // In the write that the call has anyway, of an event that was assessed.
  void Write(storage::Transaction& transaction, const accounts::User& user, api::EventResponseType response);

  // Once that is written.
  void Tell(const triggers::Origin& origin) noexcept;

 private:
  const Scene scene_;
  world::LookCallCommit& rounds_;
  const api::EventType type_;
  const std::optional<Mode> mode_;
  std::optional<OpenEvent> event_ = std::nullopt;
};

}  // namespace rockpool::risk
