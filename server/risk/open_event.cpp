#include "server/risk/open_event.h"

#include <exception>
#include <utility>

#include "server/accounts/names.h"
#include "server/accounts/settings.h"
#include "server/clients/domains/domains.h"
#include "server/messaging/dispatch.h"
#include "server/messaging/messages.h"
#include "server/messaging/settings.h"
#include "server/risk/event_log.h"
#include "server/risk/events.h"
#include "server/risk/feedback.h"
#include "server/risk/notices.h"
#include "server/risk/risk_configurations.h"
#include "server/util/lists.h"
#include "server/util/log.h"
#include "server/util/random.h"

namespace rockpool::risk {

accounts::User NobodyCalled(std::string username) {
  accounts::User nobody;
  nobody.record.username = std::move(username);
  return nobody;
}

OpenEvent OpenEvent::Begin(const Scene& scene, world::LookCallCommit& rounds, api::EventType type, Mode mode, std::string event_id,
                           const accounts::User& user, std::optional<std::string_view> password, util::EpochMillis now) {
  OpenEvent open(scene, now);
  open.sender_ = SenderOf(scene.caller, scene.client, scene.context);
  const auto configuration = rounds.Look([&](const storage::Transaction& transaction) {
    return RiskConfigurationInForce(transaction, scene.client.pool->id, scene.client.id, scene.caller.replica);
  });
  open.assessment_ = risk::Assess(scene.world, configuration, {scene.client, user, type, mode, open.sender_, password});
  open.event_ = NewEvent(std::move(event_id), type, open.sender_, open.assessment_, now);
  return open;
}

OpenEvent OpenEvent::GoOn(const Scene& scene, std::string event_id, util::EpochMillis begun_millis, util::EpochMillis now) {
  OpenEvent open(scene, now);
  open.is_kept_ = true;
  open.event_.EventId = std::move(event_id);
  open.event_.CreationDate = api::Timestamp{begun_millis};
  open.event_.EventRisk.emplace();
  return open;
}

void OpenEvent::RefuseWithoutFactor() {
  risk::RefuseWithoutFactor(assessment_);
  event_.EventRisk = assessment_.risk;
}

void OpenEvent::SetChallenge(api::ChallengeName name, api::ChallengeResponse response) { risk::SetChallenge(event_, name, response); }

void OpenEvent::Write(storage::Transaction& transaction, const accounts::User& user, api::EventResponseType response) {
  event_.EventResponse = response;
  if (is_kept_) {
    WriteAgain(transaction, user);
  } else {
    WriteFirst(transaction, user);
  }
}

void OpenEvent::WriteFirst(storage::Transaction& transaction, const accounts::User& user) {
  Keep(transaction, user, event_);
  written_for_ = user;
  if (!assessment_.notice) {
    return;
  }
  const auto kind = IsRefusal(assessment_.answer) ? NoticeKind::kBlocked : asks_for_mfa_ ? NoticeKind::kNeedsMfa : NoticeKind::kNoAction;
  const std::string token = FeedbackTokenOf(scene_.world.settings.Of<accounts::Settings>().secret, user, *event_.EventId);
  notice_ = ComposeNotice(
      *assessment_.notice, kind,
      {scene_.client, user, event_, token, clients::DomainOriginOf(transaction, *scene_.client.pool), scene_.caller.replica}, now_);
  if (notice_) {
    messaging::Send(transaction, *notice_);
  }
}

// What this call knows of it, over what is kept.
void OpenEvent::WriteAgain(storage::Transaction& transaction, const accounts::User& user) {
  auto record = FindStill(transaction, user, *event_.EventId, begun_millis());
  if (!record) {
    return;
  }
  api::AuthEventType event = Shown(*record);
  event.EventResponse = event_.EventResponse;
  for (const api::ChallengeResponseType& said : util::MembersOf(event_.ChallengeResponses)) {
    risk::SetChallenge(event, *said.ChallengeName, *said.ChallengeResponse);
  }
  Change(transaction, *std::move(record), event);
  event_ = std::move(event);
  written_for_ = user;
}

void OpenEvent::Tell(const triggers::Origin& origin, const triggers::Metadata& client_metadata) noexcept {
  if (!written_for_) {
    return;
  }
  try {
    if (notice_) {
      messaging::Dispatch(origin, *written_for_, *notice_, client_metadata, {assessment_.notice->From, assessment_.notice->ReplyTo},
                          scene_.caller.replica);
    }
    if (const auto& logs = scene_.world.settings.Of<messaging::Settings>().logs) {
      logs->Take(scene_.client.pool->id, api::EventSourceName::userAuthEvents,
                 UserLogLine(event_, {scene_.client, *written_for_, scene_.caller.request_id, sender_.has_context_data}, now_),
                 scene_.caller.replica);
    }
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kWarning, "event was not told", {{"pool", scene_.client.pool->id}, {"reason", error.what()}});
  }
}

CallEvent::CallEvent(const Scene& scene, world::LookCallCommit& rounds, api::EventType type)
    : scene_(scene), rounds_(rounds), type_(type), mode_(ModeOf(*scene.client.pool)) {}

void CallEvent::Assess(const accounts::User& user, std::optional<std::string_view> password, bool is_there) {
  if (IsRefused(user, password)) {
    Refuse(user, is_there);
  }
}

bool CallEvent::IsRefused(const accounts::User& user, std::optional<std::string_view> password) {
  if (!mode_) {
    return false;
  }
  event_.emplace(
      OpenEvent::Begin(scene_, rounds_, type_, *mode_, util::RandomUuid(scene_.world.random), user, password, scene_.world.clock.Now()));
  return IsRefusal(event_->answer());
}

void CallEvent::Refuse(const accounts::User& user, bool is_there) {
  if (is_there) {
    rounds_.Commit([&](storage::Transaction& transaction) {
      if (const auto still = accounts::FindStill(transaction, user)) {
        event_->Write(transaction, *still, api::EventResponseType::Fail);
      }
    });
    Tell({scene_.world, *scene_.client.pool, scene_.client.id, scene_.caller.user_agent});
  }
  std::rethrow_exception(RefusalOf(event_->answer(), type_));
}

void CallEvent::Write(storage::Transaction& transaction, const accounts::User& user, api::EventResponseType response) {
  if (event_) {
    event_->Write(transaction, user, response);
  }
}

void CallEvent::Tell(const triggers::Origin& origin) noexcept {
  if (event_) {
    event_->Tell(origin);
  }
}

}  // namespace rockpool::risk
