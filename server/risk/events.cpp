#include "server/risk/events.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "server/api/codecs.h"

namespace rockpool::risk {
namespace {

constexpr std::size_t kSweptEvents = 2;  // more than one goes for each that comes
constexpr util::EpochMillis kKept = std::chrono::milliseconds(std::chrono::hours(24) * 730).count();

// Assumed: what no address of a private network is the place of. AWS writes the word itself (its samples).
constexpr const char* kUnknownPlace = "null";

}  // namespace

api::AuthEventType NewEvent(std::string event_id, api::EventType type, const Sender& sender, const Assessment& assessment,
                            util::EpochMillis now) {
  api::AuthEventType event;
  event.EventId = std::move(event_id);
  event.EventType = type;
  event.CreationDate = api::Timestamp{now};
  event.EventResponse = api::EventResponseType::InProgress;
  event.EventRisk = assessment.risk;
  event.ChallengeResponses.emplace();
  api::EventContextDataType& context = event.EventContextData.emplace();
  context.IpAddress = sender.address;
  context.DeviceName = sender.device_name;
  if (!sender.time_zone.empty()) {
    context.Timezone = sender.time_zone;
  }
  context.City = kUnknownPlace;
  context.Country = kUnknownPlace;
  return event;
}

void SetChallenge(api::AuthEventType& event, api::ChallengeName name, api::ChallengeResponse response) {
  auto& challenges = event.ChallengeResponses ? *event.ChallengeResponses : event.ChallengeResponses.emplace();
  const auto known = std::ranges::find(challenges, std::optional(name), &api::ChallengeResponseType::ChallengeName);
  api::ChallengeResponseType& said = known == challenges.end() ? challenges.emplace_back() : *known;
  said.ChallengeName = name;
  said.ChallengeResponse = response;
}

void Keep(storage::Transaction& transaction, const accounts::User& user, const api::AuthEventType& event) {
  storage::AuthEvent record;
  record.user = user.number();
  record.event_id = event.EventId.value_or("");
  record.creation_millis = event.CreationDate.value_or(api::Timestamp{}).epoch_millis;
  record.kept_until_millis = record.creation_millis + kKept;
  record.document = api::ToJson(event);
  transaction.auth_events().SweepExpired(record.creation_millis, kSweptEvents);
  transaction.auth_events().Insert(record);
}

std::optional<storage::AuthEvent> FindEvent(const storage::Transaction& transaction, const accounts::User& user, std::string_view event_id,
                                            util::EpochMillis now) {
  auto record = transaction.auth_events().Find(user.number(), event_id);
  return record && record->kept_until_millis > now ? std::move(record) : std::nullopt;
}

std::optional<storage::AuthEvent> FindStill(const storage::Transaction& transaction, const accounts::User& user, std::string_view event_id,
                                            util::EpochMillis creation_millis) {
  return transaction.auth_events().FindOf(user.number(), event_id, creation_millis);
}

api::AuthEventType Shown(const storage::AuthEvent& record) { return api::FromStoredJson<api::AuthEventType>(record.document); }

void Change(storage::Transaction& transaction, storage::AuthEvent record, const api::AuthEventType& event) {
  record.document = api::ToJson(event);
  transaction.auth_events().Update(record);
}

}  // namespace rockpool::risk
